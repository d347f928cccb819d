// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.tree;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.dib.format.Choice;
import dev.dib.format.ContainerName;
import dev.dib.format.Format;
import dev.dib.format.FormatJob;
import dev.dib.format.Source;
import dev.dib.format.compress.Codec;
import java.io.IOException;
import java.util.List;

/**
 * An OCI image layout in an archive, as skopeo, podman and containerd take it: an image with one layer, named by {@code
 * dockerTarget}.
 *
 * <p>The format: "OCI Image Format Specification", version 1.0.
 */
public record OciFormat() implements Format {

    private static final String TYPE = "application/vnd.oci.image.";

    @Override
    public String word() {
        return "oci";
    }

    @Override
    public Source source() {
        return Source.TREE;
    }

    @Override
    public List<Codec> codecs() {
        return List.of(Codec.ZLIB, Codec.ZSTD, Codec.NONE);
    }

    @Override
    public String extension(Choice choice) {
        return "oci.tar";
    }

    @Override
    public void write(FormatJob job) throws IOException {
        var image = new ContainerImage(job);
        try (var archive = new BlobArchive(job.to(), job.time())) {
            ContainerImage.Layer layer = image.addLayer(archive, OciFormat::path);
            byte[] configuration = image.configuration(layer);
            BlobArchive.Blob config = archive.add(out -> out.write(configuration), OciFormat::path);
            byte[] manifest = manifest(config, layer.blob(), job.choice());
            BlobArchive.Blob stored = archive.add(out -> out.write(manifest), OciFormat::path);
            archive.add(
                    "index.json",
                    index(stored, image.architecture(), job.choice().target()));
            archive.add("oci-layout", Json.write(json -> {
                json.writeStartObject();
                json.writeStringField("imageLayoutVersion", "1.0.0");
                json.writeEndObject();
            }));
            archive.finish();
        }
    }

    private static String path(BlobArchive.Blob blob) {
        return "blobs/sha256/" + blob.sha256();
    }

    private static byte[] manifest(BlobArchive.Blob config, BlobArchive.Blob layer, Choice choice) throws IOException {
        String compressed = switch (choice.compression().codec()) {
            case ZLIB -> "+gzip";
            case ZSTD -> "+zstd";
            default -> "";
        };
        return Json.write(json -> {
            json.writeStartObject();
            json.writeNumberField("schemaVersion", 2);
            json.writeStringField("mediaType", TYPE + "manifest.v1+json");
            json.writeObjectFieldStart("config");
            writeDescriptor(json, "config.v1+json", config);
            json.writeEndObject();
            json.writeArrayFieldStart("layers");
            json.writeStartObject();
            writeDescriptor(json, "layer.v1.tar" + compressed, layer);
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static byte[] index(BlobArchive.Blob manifest, String architecture, ContainerName target)
            throws IOException {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeNumberField("schemaVersion", 2);
            json.writeArrayFieldStart("manifests");
            json.writeStartObject();
            writeDescriptor(json, "manifest.v1+json", manifest);
            json.writeObjectFieldStart("platform");
            json.writeStringField("architecture", architecture);
            json.writeStringField("os", "linux");
            json.writeEndObject();
            json.writeObjectFieldStart("annotations");
            // containerd takes the full name from the one, skopeo and podman the tag from the other
            json.writeStringField("io.containerd.image.name", target.toString());
            json.writeStringField("org.opencontainers.image.ref.name", target.tag());
            json.writeEndObject();
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void writeDescriptor(JsonGenerator json, String type, BlobArchive.Blob blob) throws IOException {
        json.writeStringField("mediaType", TYPE + type);
        json.writeStringField("digest", blob.digest());
        json.writeNumberField("size", blob.size());
    }
}
