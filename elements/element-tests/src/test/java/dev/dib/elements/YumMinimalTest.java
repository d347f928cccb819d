// SPDX-License-Identifier: Apache-2.0
package dev.dib.elements;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Makes a base system with the real dnf and rpm, out of a repository of packages that {@code rpms/stream.spec} builds. */
class YumMinimalTest {

    @TempDir
    private static Path packages;

    @TempDir
    private Path temporary;

    private Folder hooks;
    private Path root;

    /** Two repositories with the same packages: one signed with the key that is in them, one not signed. */
    @BeforeAll
    static void buildPackages() throws Exception {
        Path spec = Path.of(YumMinimalTest.class.getResource("rpms/stream.spec").toURI());
        Run.Result result = Run.of("bash", "-euo", "pipefail", "-c", """
                        cd "$1"
                        export HOME=$PWD GNUPGHOME=$PWD/gnupg
                        mkdir -m 0700 gnupg
                        gpg --batch --quiet --passphrase '' --quick-generate-key stream rsa2048 sign never
                        gpg --batch --quiet --export --armor stream >key
                        rpmbuild -bb --quiet --define "_topdir $PWD/top" --define "_sourcedir $PWD" --define "_rpmdir $PWD/unsigned" "$2"
                        cp -r unsigned signed
                        rpmsign --define '_gpg_name stream' --define "__gpg $(command -v gpg)" --addsign signed/*/*.rpm >/dev/null
                        createrepo_c --quiet unsigned
                        createrepo_c --quiet signed
                        gpgconf --kill all
                        """, "packages", packages, spec)
                .run();
        assertThat(result.status()).as(result.errors() + result.output()).isZero();
    }

    @BeforeEach
    void makeFolders() throws Exception {
        hooks = new Folder(Files.createDirectories(temporary.resolve("hooks")));
        hooks.merge(Elements.content("yum"));
        hooks.merge(Elements.content("yum-minimal"));
        root = Files.createDirectories(temporary.resolve("root"));
    }

    /** What packages brought belongs to others in a user namespace. */
    @AfterEach
    void clear() throws Exception {
        asRoot("find", temporary, "-mindepth", "1", "-delete").run();
    }

    @Test
    void makesABaseSystemOfSignedPackages() throws Exception {
        repositories("signed", "gpgkey=file:///etc/pki/rpm-gpg/RPM-GPG-KEY-centosofficial");
        Run.Result result = bootstrap().run();
        assertThat(result.status()).as(result.errors() + result.output()).isZero();

        assertThat(asRoot(
                                "rpm",
                                "--root",
                                root,
                                "--dbpath",
                                "/var/lib/rpm",
                                "--query",
                                "--all",
                                "--queryformat",
                                "%{NAME}\\n")
                        .run()
                        .lines())
                .contains("filesystem", "centos-stream-release", "dnf", "systemd", "sudo", "bash", "gpg-pubkey");
        assertThat(root.resolve("var/run")).isSymbolicLink();
        assertThat(root.resolve("var/scriptlet"))
                .as("scripts of packages run in the tree, which has what they need")
                .content()
                .contains("dev etc", "proc and dev are there");
        assertThat(root.resolve("var/lib/rpm/rpmdb.sqlite")).exists();
        assertThat(root.resolve("etc/localtime")).isSymbolicLink();
        assertThat(root.resolve("etc/resolv.conf")).isEmptyFile();
        assertThat(root.resolve("etc/rpm/macros.langs")).content().startsWith("%_install_langs C:");
        assertThat(root.resolve("proc")).isEmptyDirectory();
        assertThat(root.resolve("dev")).isEmptyDirectory();
        assertThat(result.output()).contains("first packages come without a check");
        assertThat(temporary.resolve("yum-cache/upper/centos/9-stream/amd64"))
                .as("the cache of the element yum, where the image's own dnf finds it")
                .isNotEmptyDirectory();
        assertThat(result.errors()).contains("Importing GPG key");

        assertThat(repositoriesOfTheImage()).containsExactly("centos.repo.USING_MIRROR", "dib-mirror-stream.repo");
        result = asRoot(hooks.path().resolve("cleanup.d/95-remove-yum-mirror")).run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(repositoriesOfTheImage()).containsExactly("centos.repo");
    }

    @Test
    void refusesPackagesThatNobodySigned() throws Exception {
        repositories("unsigned", "gpgkey=file:///etc/pki/rpm-gpg/RPM-GPG-KEY-centosofficial");
        Run.Result result = bootstrap().run();
        assertThat(result.status()).isNotZero();
        assertThat(result.errors()).contains("is not signed", "these packages could not be installed: coreutils");
        assertThat(root.resolve("usr/share/fixture/dnf")).doesNotExist();

        asRoot("find", root, "-mindepth", "1", "-delete").run();
        result = bootstrap()
                .with("DIB_YUM_MINIMAL_KEYS", packages.resolve("key"))
                .run();
        assertThat(result.status()).isNotZero();
        assertThat(result.errors())
                .as("with a key at hand even the first ones")
                .contains("these packages could not be installed: basesystem");
    }

    @Test
    void keysOfTheHostCheckTheFirstPackagesToo() throws Exception {
        repositories("signed", "");
        Run.Result result = bootstrap()
                .with("DIB_YUM_MINIMAL_KEYS", packages.resolve("key"))
                .run();
        assertThat(result.status()).as(result.errors() + result.output()).isZero();
        assertThat(result.output()).doesNotContain("without a check");
        assertThat(root.resolve("usr/share/fixture/dnf")).exists();
    }

    @Test
    void theDatabaseIsWhereTheReleaseHasIt() throws Exception {
        repositories("signed", "gpgkey=file:///etc/pki/rpm-gpg/RPM-GPG-KEY-centosofficial");
        Run.Result result = bootstrap().with("DIB_RELEASE", "10-stream").run();
        assertThat(result.status()).as(result.errors() + result.output()).isZero();
        assertThat(root.resolve("usr/lib/sysimage/rpm/rpmdb.sqlite")).exists();
        assertThat(root.resolve("var/lib/rpm")).isSymbolicLink();
        assertThat(root.resolve("var/lib/rpm/rpmdb.sqlite")).exists();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DIB_RELEASE                    | 8-stream | cannot be made from packages",
                "DIB_RELEASE                    | stream   | has to begin with a number",
                "DIB_RELEASE                    | ''       | by the element of a distribution",
                "DIB_YUM_MINIMAL_BOOTSTRAP_REPOS| /proc/1/task | /proc/1/task has no files *.repo",
                "DIB_YUM_MINIMAL_KEYS           | /nowhere | DIB_YUM_MINIMAL_KEYS names /nowhere",
            })
    void saysWhatIsWrong(String variable, String value, String message) throws Exception {
        repositories("signed", "");
        Run.Result result = bootstrap().with(variable, value).run();
        assertThat(result.status()).isNotZero();
        assertThat(result.errors()).contains(message);
    }

    @Test
    void usesTheMirrorOfTheCaller() throws Exception {
        hooks.merge(Elements.content("centos-minimal"));
        Run.Result result = Run.of("bash", "-eu", "-c", """
                        for file in "$TMP_HOOKS_PATH"/environment.d/*; do source "$file"; done
                        "$TMP_HOOKS_PATH/root.d/05-centos-mirror"
                        grep -h = "$DIB_YUM_MINIMAL_BOOTSTRAP_REPOS"/*.repo
                        """)
                .with("TMP_HOOKS_PATH", hooks.path())
                .with("DIB_RELEASE", "10")
                .with("DIB_DISTRIBUTION_MIRROR", "http://mirror.example/centos/")
                .run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(result.lines())
                .contains(
                        "baseurl=http://mirror.example/centos/10-stream/BaseOS/$basearch/os/",
                        "baseurl=http://mirror.example/centos/10-stream/AppStream/$basearch/os/",
                        "gpgkey=file:///etc/pki/rpm-gpg/RPM-GPG-KEY-centosofficial-SHA256")
                .noneMatch(line -> line.startsWith("metalink"));
    }

    private void repositories(String name, String key) throws Exception {
        new Folder(temporary)
                .write(
                        "repos/stream.repo",
                        "[baseos]\nname=" + name + "\nbaseurl=file://" + packages.resolve(name) + "\ngpgcheck=1\n" + key
                                + "\n");
    }

    private List<String> repositoriesOfTheImage() throws Exception {
        try (var files = Files.list(root.resolve("etc/yum.repos.d"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private Run bootstrap() {
        return asRoot(hooks.path().resolve("root.d/08-yum-chroot"));
    }

    /** In mount and process namespaces of its own, as the build's sandbox is. */
    private Run asRoot(Object... command) {
        List<Object> line = new ArrayList<>(
                List.of("unshare", "--mount", "--pid", "--fork", "--mount-proc", "--propagation", "private"));
        if (!System.getProperty("user.name").equals("root")) {
            line.addAll(List.of("--map-root-user", "--map-auto"));
        }
        line.addAll(List.of(command));
        return Run.of(line.toArray())
                .with("TMP_HOOKS_PATH", hooks.path())
                .with("TMP_BUILD_DIR", temporary)
                .with("TMP_MOUNT_PATH", root)
                .with("TARGET_ROOT", root)
                .with("DIB_IMAGE_CACHE", temporary.resolve("cache"))
                .with("DIB_YUM_MINIMAL_BOOTSTRAP_REPOS", temporary.resolve("repos"))
                .with("DISTRO_NAME", "centos")
                .with("DIB_RELEASE", "9-stream")
                .with("YUM", "dnf")
                .with("ARCH", "amd64");
    }
}
