// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;

/** One end of a line in memory, as the socket of a serial port is one. */
record DuplexChannel(Pipe.SourceChannel in, Pipe.SinkChannel out) implements ByteChannel {

    /** Both ends of a line. */
    static DuplexChannel[] pair() throws IOException {
        Pipe there = Pipe.open();
        Pipe back = Pipe.open();
        return new DuplexChannel[] {
            new DuplexChannel(back.source(), there.sink()), new DuplexChannel(there.source(), back.sink())
        };
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
        return in.read(buffer);
    }

    @Override
    public int write(ByteBuffer buffer) throws IOException {
        return out.write(buffer);
    }

    void print(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    @Override
    public boolean isOpen() {
        return in.isOpen();
    }

    @Override
    public void close() throws IOException {
        in.close();
        out.close();
    }
}
