package io.postlude.returns;

import io.postlude.kernel.Tx;
import io.postlude.returns.Acceptance.Taken;
import io.postlude.returns.ReturnView.Piece;
import io.postlude.stores.Store;
import java.util.List;
import java.util.Map;

/** What is owed before anything travels: things that stay with the customer, and those a policy pays on trust. */
final class Keeping {
    private final Acceptance acceptance;
    private final Warehouse warehouse;

    Keeping(Acceptance acceptance, Warehouse warehouse) {
        this.acceptance = acceptance;
        this.warehouse = warehouse;
    }

    /** Who, and by when the money is promised. */
    record Terms(String by, Store store, Policy policy) {}

    /** Where the books do not allow it, it waits for a person like any other. */
    void keep(Tx tx, Opened opened, List<Piece> pieces, Terms terms) {
        Taken taken = new Taken(pieces, Map.of(), terms.by());
        if (acceptance.problem(tx, opened, taken).isPresent()) return;
        List<Piece> staying =
                pieces.stream().filter(piece -> piece.sums().kind().stays()).toList();
        var _ = warehouse.promise(tx, opened, terms.store(), terms.policy().refundDays());
        acceptance.accept(tx, opened, taken);
        if (staying.size() < pieces.size()) Trust.begins(tx, opened, terms.policy());
        warehouse.stays(tx, opened, staying, terms.by());
    }
}
