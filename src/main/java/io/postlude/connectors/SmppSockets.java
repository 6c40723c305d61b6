package io.postlude.connectors;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.session.connection.ConnectionFactory;
import org.jsmpp.session.connection.socket.SocketConnection;

/** Connects to message centres: only where {@link OutsideHttp} may call too, and with TLS the name on the certificate counts. */
record SmppSockets(OutsideHttp outside, Duration answerLimit) implements ConnectionFactory {
    /** A message centre that has not answered by then may have taken the message all the same. */
    static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);

    private static final String TLS = "tls!";
    private static final int CONNECT_LIMIT_MILLIS = 8_000;

    /** The library hands a host through and nothing else, so it carries the wish for TLS. */
    String named(String host, boolean tls) {
        return tls ? TLS + host : host;
    }

    @Override
    public Connection createConnection(String named, int port) throws IOException {
        boolean tls = named.startsWith(TLS);
        String host = tls ? named.substring(TLS.length()) : named;
        InetSocketAddress address = outside.addresses(host, port).getFirst();
        Socket socket = new Socket();
        try {
            socket.connect(address, CONNECT_LIMIT_MILLIS);
            socket.setTcpNoDelay(true);
            return new SocketConnection(tls ? secured(socket, host, port) : socket);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static Socket secured(Socket socket, String host, int port) throws IOException {
        SSLSocket secured =
                (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(socket, host, port, true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }
}
