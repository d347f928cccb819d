// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dib.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseImageTest {

    @TempDir
    private Path directory;

    private final List<Artifact> dependencies = new ArrayList<>();

    @BeforeEach
    void aDependencyThatIsNoImage() throws Exception {
        dependency("tool", "jar");
    }

    @Test
    void nothingIsWantedAndNothingIsThere() {
        assertThat(find(null)).isNull();
        assertThat(find(" ")).isNull();
    }

    @Test
    void theOnlyImageAmongTheDependencies() throws Exception {
        Path golden = dependency("golden", "tar.zst");
        assertThat(find(null)).isEqualTo(golden).isEqualTo(find(""));
    }

    @Test
    void aNameWithTypeChoosesAmongFilesOfOneImage() throws Exception {
        dependency("golden", "qcow2");
        Path tar = dependency("golden", "tar");
        assertThat(find("com.example:golden:tar")).isEqualTo(tar);
        assertRefused(
                "com.example:golden", "is the name of several", "com.example:golden:qcow2, com.example:golden:tar");
        assertRefused(null, "is not set", "com.example:golden:qcow2, com.example:golden:tar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpio.gz", "aci", "erofs"})
    void imagesThatNobodyStartsFromDoNotCount(String type) throws Exception {
        Path golden = dependency("golden", "qcow2");
        dependency("golden", type);
        assertThat(find(null)).isEqualTo(golden);
        assertThat(find("com.example:golden")).isEqualTo(golden);
        assertRefused("com.example:golden:" + type, "has the type '" + type + "'", "use one of", "tar.xz");
    }

    @Test
    void aDependencyOfAnotherTypeIsNoImage() {
        assertRefused(
                "com.example:tool",
                "'com.example:tool' has the type 'jar', which is none",
                "give it the <type> of the image, one of",
                "qcow2");
    }

    @Test
    void theTypeThatWasMeant() throws Exception {
        dependency("golden", "qcow");
        assertRefused("com.example:golden", "has the type 'qcow'", "write 'qcow2' if you meant that");
    }

    @Test
    void whatIsNotBuiltYet() throws Exception {
        Files.delete(dependency("golden", "qcow2"));
        assertRefused(null, "com.example:golden:qcow2:1.0 is not built yet", "mvn package");
        assertRefused("com.example:golden", "com.example:golden:qcow2:1.0 is not built yet", "mvn package");
        dependencies.get(1).setFile(null);
        assertRefused(null, "com.example:golden:qcow2:1.0 is not built yet", "mvn package");
        // in a reactor, before the phase package: the folder of classes
        dependencies.get(1).setFile(directory.toFile());
        assertRefused(null, "com.example:golden:qcow2:1.0 is not built yet", "mvn package");
    }

    @ParameterizedTest
    @CsvSource({
        "com.example:goldn,           'write ''com.example:golden'' if you meant that'",
        "base.img,                    'name a file, or one of [com.example:golden]'",
        "com.example:golden:qcow2:1.0, 'name a file, or one of [com.example:golden]'",
        "images,                      name the file of an image",
        "../,                         name the file of an image",
        "'a\0b',                      name a file",
    })
    void whatIsThereUnderNoName(String wanted, String remedy) throws Exception {
        Files.createDirectory(directory.resolve("images"));
        dependency("golden", "qcow2");
        assertRefused(wanted, remedy);
    }

    @Test
    void withoutAnyImageAmongTheDependenciesTheRemedyIsToAddOne() {
        assertRefused("base.img", "'base.img' is neither a file nor a dependency", "add the image to the dependencies");
    }

    @Test
    void aFileIsRelativeToTheProjectAndMayHaveAnyName() throws Exception {
        Path file = Files.createFile(
                Files.createDirectory(directory.resolve("images")).resolve("rhel.image"));
        dependency("golden", "qcow2");
        assertThat(find("images/../images/rhel.image")).isEqualTo(file);
        assertThat(find(file.toString())).isEqualTo(file);
    }

    private Path find(String wanted) {
        return new BaseImage(dependencies, directory).find(wanted).orElse(null);
    }

    private void assertRefused(String wanted, String... texts) {
        assertThatThrownBy(() -> find(wanted))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("baseImage: ")
                .hasMessageContainingAll(texts);
    }

    private Path dependency(String name, String type) throws Exception {
        Path file = Files.writeString(directory.resolve(name + "." + type), name);
        var artifact = new DefaultArtifact(
                "com.example", name, "1.0", "compile", type, null, new DefaultArtifactHandler(type));
        artifact.setFile(file.toFile());
        dependencies.add(artifact);
        return file;
    }
}
