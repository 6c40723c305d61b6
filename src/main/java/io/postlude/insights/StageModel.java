package io.postlude.insights;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What was learned for one stage. */
record StageModel(Learner.Fitted fitted, Calibration calibration) {

    void write(DataOutputStream out) throws IOException {
        text(out, fitted.middle().text());
        text(out, fitted.spread().text());
        for (double score : calibration.scores()) out.writeDouble(score);
        out.writeDouble(calibration.levels().half());
        out.writeDouble(calibration.levels().most());
        out.writeDouble(calibration.levels().nearly());
    }

    static StageModel read(DataInputStream in) throws IOException {
        Learner.Fitted fitted = new Learner.Fitted(Trees.parse(text(in)), Trees.parse(text(in)));
        double[] scores = new double[Arrival.GRID];
        for (int i = 0; i < scores.length; i++) scores[i] = in.readDouble();
        Calibration.Levels levels = new Calibration.Levels(in.readDouble(), in.readDouble(), in.readDouble());
        return new StageModel(fitted, new Calibration(scores, levels));
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
