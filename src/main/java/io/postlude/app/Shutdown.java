package io.postlude.app;

import java.util.concurrent.CountDownLatch;

/** Closes a running product in good order when the process is told to end, and lets a command wait for that. */
final class Shutdown {
    private final CountDownLatch stopped = new CountDownLatch(1);

    Shutdown(Product product, Ground ground) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            product.close();
            ground.close();
            stopped.countDown();
        }));
    }

    void await() {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
