// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.tree;

import dev.dib.format.Checksum;
import dev.dib.format.FormatJob;
import dev.dib.format.compress.CompressedOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** What Docker and the OCI have in common: a layer, and a configuration ("OCI Image Configuration"). */
final class ContainerImage {

    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /** The names of architectures in Go, by Debian's and the kernel's. */
    private static final Map<String, String> ARCHITECTURES = Map.of(
            "x86_64", "amd64",
            "aarch64", "arm64",
            "armhf", "arm",
            "ppc64el", "ppc64le");

    private final FormatJob job;

    ContainerImage(FormatJob job) {
        this.job = job;
    }

    /**
     * The tree in an archive.
     *
     * @param blob as it is stored
     * @param diffId the digest of what it is uncompressed
     */
    record Layer(BlobArchive.Blob blob, String diffId) {}

    Layer addLayer(BlobArchive archive, Function<BlobArchive.Blob, String> name) throws IOException {
        var diffId = new AtomicReference<String>();
        BlobArchive.Blob blob = archive.add(
                out -> {
                    try (OutputStream compressed =
                            CompressedOutput.to(out, job.choice().compression(), job.workers())) {
                        var plain = new DigestOutput(compressed, Checksum.SHA256);
                        Files.copy(job.source(), plain);
                        diffId.set("sha256:" + plain.digest());
                    }
                },
                name);
        return new Layer(blob, diffId.get());
    }

    String architecture() {
        String architecture = job.image().architecture();
        return ARCHITECTURES.getOrDefault(architecture, architecture);
    }

    byte[] configuration(Layer layer) throws IOException {
        Instant created = job.time().truncatedTo(ChronoUnit.SECONDS);
        return Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("architecture", architecture());
            if (architecture().equals("arm")) {
                json.writeStringField("variant", "v7"); // Debian's armhf
            }
            json.writeObjectFieldStart("config");
            json.writeArrayFieldStart("Env");
            json.writeString("PATH=" + PATH);
            json.writeEndArray();
            json.writeArrayFieldStart("Cmd");
            json.writeString("/bin/sh");
            json.writeEndArray();
            json.writeEndObject();
            json.writeStringField("created", created.toString());
            json.writeArrayFieldStart("history");
            json.writeStartObject();
            json.writeStringField("created", created.toString());
            json.writeStringField("created_by", "dib-maven-plugin");
            json.writeEndObject();
            json.writeEndArray();
            json.writeStringField("os", "linux");
            json.writeObjectFieldStart("rootfs");
            json.writeStringField("type", "layers");
            json.writeArrayFieldStart("diff_ids");
            json.writeString(layer.diffId());
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndObject();
        });
    }
}
