package io.postlude.kernel;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Where fronts end, which run on the thread that reads from the network: what they leave goes to the router on the pool. */
final class ToPool extends Handler.Wrapper {
    ToPool() {
        super(false);
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        request.getComponents().getExecutor().execute(() -> handOn(request, response, callback));
        return true;
    }

    private void handOn(Request request, Response response, Callback callback) {
        try {
            if (!super.handle(request, response, callback))
                Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
        } catch (Throwable failed) {
            Response.writeError(request, response, callback, failed);
        }
    }
}
