// SPDX-License-Identifier: Apache-2.0
package dev.dib.elements;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the element yum asks yum, dnf and dnf5 for, and how it keeps what they download. */
class YumTest {

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "yum  | a b       | yum -y install a b",
                "yum  | -u        | yum -y update",
                "yum  | -e a      | yum -y remove a",
                "yum  | -d /d a   | yumdownloader --destdir=/d a",
                "dnf  | a b       | dnf -y install a b; dnf -y --quiet mark install a b",
                "dnf  | -u        | dnf -y upgrade",
                "dnf  | -e a      | dnf -y remove a",
                "dnf  | -d /d a   | dnf -y download --destdir=/d a",
                "dnf5 | a         | dnf5 -y install a; dnf5 -y mark user a",
                "dnf5 | -u        | dnf5 -y upgrade",
                "yum  | -m e x    | pkg-map --element e x; yum -y install pkg-map --element e x",
                "yum  | -e        | install-packages: nothing to remove",
                "yum  | -- -odd   | yum -y install -odd"
            })
    void asksThePackageManager(String manager, String arguments, String expected) throws Exception {
        Run.Result result = system().run(
                        "PATH=/usr/local/sbin:$PATH $hooks/bin/install-packages " + arguments,
                        manager,
                        "yumdownloader",
                        "rpm",
                        "pkg-map")
                .with("YUM", manager)
                .run();
        assertThat(result.status()).as(result.errors()).isZero();
        List<String> calls =
                result.lines().stream().filter(line -> !line.startsWith("rpm ")).toList();
        if (arguments.startsWith("-m")) {
            // What pkg-map prints is what is installed.
            assertThat(calls).containsExactly("yum -y install pkg-map --element e x");
        } else {
            assertThat(calls).containsExactly(expected.split("; "));
        }
    }

    @Test
    void dnf5IsTheOneThatIsCalledDnf() throws Exception {
        Run.Result result = system().run("$hooks/bin/install-packages a", "dnf", "dnf5", "rpm")
                .with("YUM", "dnf")
                .with("YUM_FLAGS", "-y -v --nogpgcheck")
                .run();
        assertThat(result.lines())
                .as("dnf5 knows no -v")
                .containsExactly("dnf5 -y --nogpgcheck install a", "dnf5 -y mark user a");
    }

    @Test
    void leavesOutWhatCannotBe() throws Exception {
        Run.Result result = system().run("""
                        printf '#!/bin/sh\\ncase "$*" in *absent*) exit 1 ;; esac\\n' >/usr/local/sbin/rpm
                        echo blocked >/tmp/yum-blacklist
                        $hooks/bin/install-packages a blocked b
                        $hooks/bin/install-packages -e absent present
                        $hooks/bin/install-packages -e absent
                        """, "yum", "rpm").with("YUM", "yum").run();
        assertThat(result.lines())
                .as(result.errors())
                .containsExactly(
                        "install-packages: blocked is in /tmp/yum-blacklist, and is left out",
                        "yum -y install a b",
                        "install-packages: absent is not installed",
                        "yum -y remove present",
                        "install-packages: absent is not installed");
    }

    @Test
    void saysWhatItDoesNotKnow() throws Exception {
        assertThat(system().run("$hooks/bin/install-packages -x a", "yum").run().errors())
                .contains("unknown option -x");
        assertThat(system().run("$hooks/bin/install-packages -m", "yum").run().errors())
                .contains("-m needs a value");
        assertThat(system().run("$hooks/bin/install-packages a")
                        .with("YUM", "no-such-yum")
                        .run()
                        .errors())
                .contains("no-such-yum is not in the image; YUM says which package manager there is");
    }

    @ParameterizedTest
    @CsvSource({"yum, /etc/yum.conf", "dnf, /etc/dnf/dnf.conf", "dnf5, /etc/dnf/dnf.conf"})
    void packagesAreKeptWhileTheImageIsBuilt(String manager, String file) throws Exception {
        Run.Result result = system().run("""
                        mkdir -p /etc/dnf
                        printf '%%s\\n' '[main]' 'cachedir=/var/cache/yum' keepcache=0 debuglevel=2 '[other]' enabled=1 >%1$s
                        cp %1$s /before
                        $hooks/pre-install.d/01-yum-keepcache
                        $hooks/pre-install.d/01-yum-keepcache
                        cat %1$s
                        $hooks/post-install.d/99-reset-yum-conf
                        $hooks/post-install.d/99-reset-yum-conf
                        sort /before >/a
                        sort %1$s >/b
                        cmp /a /b
                        ls $(dirname %1$s) | grep -c dib-orig || true
                        """.formatted(file))
                .with("YUM", manager)
                .with("DISTRO_NAME", "centos7")
                .with("DIB_RELEASE", 7)
                .with("ARCH", "amd64")
                .run();
        assertThat(result.status()).as(result.errors() + result.output()).isZero();
        assertThat(result.lines())
                .containsExactly(
                        "[main]",
                        "keepcache=1",
                        "cachedir=/tmp/yum/centos7/7/amd64",
                        "debuglevel=2",
                        "[other]",
                        "enabled=1",
                        "0");
    }

    @Test
    void packagesOfEarlierBuildsAreShownAndNewOnesKept() throws Exception {
        Run.Result result = new DiskImages(temporary)
                .asRoot(
                        "unshare",
                        "--mount",
                        "--propagation",
                        "private",
                        "bash",
                        "-euc",
                        """
                        mount -t tmpfs tmpfs "$0"
                        cd "$0"
                        export TARGET_ROOT=$0/root DIB_IMAGE_CACHE=$0/cache TMP_BUILD_DIR=$0/build
                        mkdir -p root/tmp build cache/yum/centos7
                        echo old >cache/yum/centos7/old.rpm
                        "$1/root.d/50-yum-cache"
                        "$1/root.d/50-yum-cache"
                        cat root/tmp/yum/centos7/old.rpm
                        echo new >root/tmp/yum/centos7/new.rpm
                        touch root/tmp/yum/metadata_lock.pid root/tmp/yum/dnf.log
                        rm root/tmp/yum/centos7/old.rpm
                        find cache -name new.rpm
                        "$1/post-root.d/95-keep-packages"
                        find cache/yum -type f -printf '%P %m\n' | sort
                        """,
                        temporary,
                        Elements.content("yum"))
                .run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(result.lines())
                .as("what a build removes is there for others; locks and logs are its own")
                .containsExactly("old", "centos7/new.rpm 644", "centos7/old.rpm 644");
    }

    @Test
    void repositoriesAreThereForTheTimeOfTheBuild() throws Exception {
        var mine = new Folder(temporary).write("mine.repo", "[mine]\n");
        Path image = Files.createDirectories(temporary.resolve("image"));
        Run.Result result = Run.of(Elements.file("yum", "extra-data.d/99-yum-repo-conf"))
                .with("DIB_YUM_REPO_CONF", mine)
                .with("TMP_MOUNT_PATH", image)
                .run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(image.resolve("etc/yum.repos.d/mine.repo")).hasContent("[mine]");
        assertThat(Run.of(Elements.file("yum", "cleanup.d/99-remove-yum-repo-conf"))
                        .with("DIB_YUM_REPO_CONF", mine)
                        .with("TARGET_ROOT", image)
                        .run()
                        .status())
                .isZero();
        assertThat(image.resolve("etc/yum.repos.d")).isEmptyDirectory();
        assertThat(Run.of(Elements.file("yum", "extra-data.d/99-yum-repo-conf"))
                        .with("DIB_YUM_REPO_CONF", "/no/such.repo")
                        .with("TMP_MOUNT_PATH", image)
                        .run()
                        .errors())
                .contains("DIB_YUM_REPO_CONF names /no/such.repo, which is not there");
    }

    @Test
    void modulesAndPackagesOfRepositoriesComeBeforeAllElse() throws Exception {
        Run.Result result = system().run("""
                        $hooks/pre-install.d/00-install-repo-package
                        $hooks/pre-install.d/01-module-configuration
                        """, "rpm", "dnf")
                .with("YUM", "dnf")
                .with("DIB_YUM_REPO_PACKAGE", "http://a/x.rpm http://b/y.rpm")
                .with("DIB_DNF_MODULE_STREAMS", "nodejs:18 perl:5")
                .run();
        assertThat(result.lines())
                .as(result.errors())
                .containsExactly(
                        "rpm -Uvh --replacepkgs http://a/x.rpm http://b/y.rpm",
                        "dnf -y module disable nodejs",
                        "dnf -y module enable nodejs:18",
                        "dnf -y module disable perl",
                        "dnf -y module enable perl:5");
        Run.Result yum = system().run("$hooks/pre-install.d/01-module-configuration")
                .with("YUM", "yum")
                .with("DIB_DNF_MODULE_STREAMS", "perl:5")
                .run();
        assertThat(yum.status()).isEqualTo(1);
        assertThat(yum.errors()).contains("yum has no modules");
    }

    private MadeUpSystem system() throws Exception {
        return MadeUpSystem.in(temporary, "yum");
    }
}
