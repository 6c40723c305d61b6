package io.postlude.insights;

import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.github.metarank.lightgbm4j.LGBMException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gradient boosting by LightGBM (Ke et al., NeurIPS 2017). The one class that knows the library; what it makes is walked by
 * {@link Trees}. Its native part wants libgomp: the system's where there is one, else the copy that travels in our jar. Where
 * neither loads, forecasts come from the pools alone.
 */
final class LightGbm {
    private static final Logger LOG = LoggerFactory.getLogger(LightGbm.class);
    private static final String GOMP = "libgomp.so.1";
    private static final String BUNDLED_GOMP = "/org/bytedeco/dnnl/linux-x86_64/" + GOMP;
    private static final String BINS = "max_bin=63 verbosity=-1 num_threads=%d";
    private static final String COMMON =
            "objective=regression learning_rate=0.1 feature_fraction=0.5 bagging_fraction=0.7 bagging_freq=1 seed=7 "
                    + "deterministic=true force_row_wise=true " + BINS;
    private static final boolean AVAILABLE = load();

    private LightGbm() {}

    /** How large the forest is. */
    record Size(int trees, int leaves, int leastInLeaf) {}

    /** Whether the native part is there. */
    static boolean available() {
        return AVAILABLE;
    }

    private static boolean load() {
        try {
            needGomp();
            LGBMBooster.loadNative();
            return LGBMBooster.isNativeLoaded();
        } catch (IOException | RuntimeException | LinkageError e) {
            LOG.warn("LightGBM does not load here ({}); forecasts come from lane averages alone.", e.toString());
            return false;
        }
    }

    /** Once loaded under its own name it is found by whoever needs it: the loader knows libraries by that name. */
    @SuppressWarnings("restricted") // loading a library is what it is for; the jar and the scripts allow it
    private static void needGomp() throws IOException {
        try {
            SymbolLookup _ = SymbolLookup.libraryLookup(GOMP, Arena.global());
        } catch (IllegalArgumentException absent) {
            try (InputStream bundled = LightGbm.class.getResourceAsStream(BUNDLED_GOMP)) {
                if (bundled == null) return;
                Path folder = Files.createTempDirectory("postlude-gomp");
                Path copy = folder.resolve(GOMP);
                Files.copy(bundled, copy, StandardCopyOption.REPLACE_EXISTING);
                SymbolLookup _ = SymbolLookup.libraryLookup(copy, Arena.global());
                Files.delete(copy);
                Files.delete(folder);
            }
        }
    }

    /** Least squares, each row with its weight. */
    static Trees fit(float[] matrix, float[] target, float[] weight, Size size) {
        int rows = target.length;
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        String bins = BINS.formatted(threads);
        try (LGBMDataset data = LGBMDataset.createFromMat(matrix, rows, matrix.length / rows, true, bins, null)) {
            data.setField("label", target);
            data.setField("weight", weight);
            String settings = COMMON.formatted(threads) + " num_leaves=" + size.leaves() + " min_data_in_leaf="
                    + Math.clamp(rows / 10L, 2, size.leastInLeaf());
            try (LGBMBooster booster = LGBMBooster.create(data, settings)) {
                for (int i = 0; i < size.trees(); i++) if (booster.updateOneIter()) break;
                return Trees.parse(booster.saveModelToString(0, 0, LGBMBooster.FeatureImportanceType.SPLIT));
            }
        } catch (LGBMException e) {
            throw new IllegalStateException("LightGBM could not learn from " + rows + " rows", e);
        }
    }
}
