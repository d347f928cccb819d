// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.tree;

import dev.dib.format.Choice;
import dev.dib.format.Format;
import dev.dib.format.FormatJob;
import dev.dib.format.Source;
import dev.dib.format.compress.Codec;
import java.io.IOException;
import java.util.List;

/**
 * An archive that {@code docker load} and {@code podman load} take: an image with one layer, named by {@code dockerTarget}. No
 * daemon is needed to make it.
 *
 * <p>The format: "Docker Image Specification v1.2", "Combined Image JSON + Filesystem Changeset Format".
 */
public record DockerFormat() implements Format {

    @Override
    public String word() {
        return "docker";
    }

    @Override
    public Source source() {
        return Source.TREE;
    }

    @Override
    public List<Codec> codecs() {
        return List.of(Codec.ZLIB, Codec.NONE);
    }

    @Override
    public String extension(Choice choice) {
        return "docker.tar";
    }

    @Override
    public void write(FormatJob job) throws IOException {
        String ending = job.choice().compression().isNone() ? ".tar" : ".tar.gz";
        var image = new ContainerImage(job);
        try (var archive = new BlobArchive(job.to(), job.time())) {
            ContainerImage.Layer layer = image.addLayer(archive, blob -> blob.sha256() + ending);
            byte[] configuration = image.configuration(layer);
            BlobArchive.Blob stored = archive.add(out -> out.write(configuration), blob -> blob.sha256() + ".json");
            archive.add("manifest.json", Json.write(json -> {
                json.writeStartArray();
                json.writeStartObject();
                json.writeStringField("Config", stored.sha256() + ".json");
                json.writeArrayFieldStart("RepoTags");
                json.writeString(job.choice().target().toString());
                json.writeEndArray();
                json.writeArrayFieldStart("Layers");
                json.writeString(layer.blob().sha256() + ending);
                json.writeEndArray();
                json.writeEndObject();
                json.writeEndArray();
            }));
            archive.finish();
        }
    }
}
