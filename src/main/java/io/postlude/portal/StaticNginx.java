package io.postlude.portal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** nginx with one static file, tuned as its manual says: the limit the pages are measured against. */
final class StaticNginx implements AutoCloseable {
    static final Path PROGRAM = Path.of("/usr/sbin/nginx");
    private static final int WAIT_SECONDS = 5;
    private final Process process;
    private final int port;

    StaticNginx(Path folder, CachedPage page) {
        try {
            port = freePort();
            Files.write(folder.resolve("page.html"), page.plain());
            Files.write(folder.resolve("page.html.gz"), page.gzip());
            Files.writeString(folder.resolve("nginx.conf"), """
                    daemon off; worker_processes 2; pid nginx.pid; error_log stderr error;
                    events { worker_connections 1024; }
                    http {
                      access_log off; sendfile on; tcp_nopush on; keepalive_requests 10000000; gzip_static on;
                      open_file_cache max=100; open_file_cache_valid 60s; types { text/html html; }
                      client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
                      uwsgi_temp_path uwsgi; scgi_temp_path scgi;
                      server { listen 127.0.0.1:%d; root "%s"; }
                    }
                    """.formatted(port, folder));
            process = new ProcessBuilder(PROGRAM.toString(), "-p", folder + "/", "-c", "nginx.conf")
                    .inheritIO()
                    .start();
            await();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void await() throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        while (System.nanoTime() < end) {
            try (var socket = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (IOException notYet) {
                Thread.onSpinWait();
            }
        }
        throw new IOException("nginx did not start");
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
