package io.postlude.app;

/** The command line. */
public final class Main {
    private Main() {}

    static void main(String[] args) {
        System.out.println(args.length);
    }
}
