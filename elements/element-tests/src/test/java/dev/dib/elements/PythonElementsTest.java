// SPDX-License-Identifier: Apache-2.0
package dev.dib.elements;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** dib-python, ensure-venv, pip-and-virtualenv, pip-cache and pypi, with the Python and pip of this host. */
class PythonElementsTest {

    private static final String ENVIRONMENT = """
            for file in $hooks/environment.d/*; do source "$file"; done
            """;
    private static final String NO_PYTHON = """
            mkdir /run/bin
            for tool in bash env dirname install ln; do ln -s /usr/bin/$tool /run/bin/$tool; done
            export PATH=/usr/local/bin:/run/bin
            """;

    @TempDir
    private Path temporary;

    private Path index;

    @BeforeEach
    void publish() throws Exception {
        index = temporary.resolve("index");
        SimpleIndex.publish(index, "pip", "99.0");
        SimpleIndex.publish(index, "virtualenv", "98.0");
        SimpleIndex.publish(index, "tool", "1.0");
    }

    @ParameterizedTest
    @CsvSource({"'',''", "DIB_PYTHON_VERSION,2", "DIB_PYTHON,/usr/bin/python3", "DIB_PYTHON,python4"})
    void dibPythonIsThePythonOfTheImageUntilItIsFinished(String variable, String value) throws Exception {
        Run run = MadeUpSystem.in(temporary, "dib-python").run(ENVIRONMENT + """
                        $hooks/pre-install.d/01-dib-python
                        $hooks/pre-install.d/03-dib-python
                        readlink /usr/local/bin/dib-python
                        printf '%s\\n' '#!/usr/bin/env dib-python' 'print(1 + 1)' >/run/script
                        chmod +x /run/script
                        /run/script
                        TARGET_ROOT=/ $hooks/cleanup.d/50-dib-python
                        TARGET_ROOT=/ $hooks/cleanup.d/50-dib-python
                        ls -A /usr/local/bin
                        """);
        if (!variable.isEmpty()) {
            run.with(variable, value);
        }
        Run.Result result = run.run();
        assertThat(result.lines()).as(result.errors()).containsExactly("/usr/bin/python3", "2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pre-install.d/03-dib-python", "install.d/02-dib-python"})
    void dibPythonWaitsForPackages(String hook) throws Exception {
        Run.Result result = MadeUpSystem.in(temporary, "dib-python")
                .run(ENVIRONMENT + NO_PYTHON + "$hooks/pre-install.d/01-dib-python\n"
                        + "ln -s /usr/bin/python3 /run/bin/python3\n$hooks/" + hook + "\ndib-python -c 'print(2)'\n")
                .run();
        assertThat(result.lines())
                .as(result.errors())
                .containsExactly(
                        "No Python in the image yet: scripts of elements that want dib-python will not run", "2");
    }

    @Test
    void pipAndVirtualenvSayHowToCallThem() throws Exception {
        Run.Result result = MadeUpSystem.in(temporary, "dib-python", "pip-and-virtualenv")
                .run(ENVIRONMENT + """
                        echo "$DIB_INSTALLTYPE_pip_and_virtualenv, $DIB_PYTHON_PIP, $DIB_PYTHON_VIRTUALENV"
                        $DIB_PYTHON_VIRTUALENV --without-pip /opt/environment
                        /opt/environment/bin/python -c 'import sys; print(sys.prefix)'
                        """)
                .run();
        assertThat(result.lines())
                .as(result.errors())
                .containsExactly("package, /usr/bin/python3 -m pip, /usr/bin/python3 -m venv", "/opt/environment");
    }

    @Test
    void pipAndVirtualenvKnowTwoInstallTypes() throws Exception {
        Run.Result result = MadeUpSystem.in(temporary, "dib-python", "pip-and-virtualenv")
                .run(ENVIRONMENT)
                .with("DIB_INSTALLTYPE_pip_and_virtualenv", "wheel")
                .run();
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains("\"wheel\", but has to be source or package");
    }

    @Test
    void pipAndVirtualenvFromSourceAreTheNewestBesideThePackages() throws Exception {
        try (var server = new SimpleIndex(index)) {
            Run.Result result = MadeUpSystem.in(temporary, "dib-python", "pip-and-virtualenv", "pypi")
                    .run(ENVIRONMENT + """
                            $hooks/install.d/pip-and-virtualenv-source-install/04-install-pip >&2
                            mkdir -p ~/.cache/pip
                            $hooks/post-install.d/89-clean-up-pip-cache
                            ls -A ~/.cache
                            head -n 1 /usr/local/bin/pip
                            pip
                            virtualenv
                            $DIB_PYTHON_PIP
                            """)
                    .with("DIB_INSTALLTYPE_pip_and_virtualenv", "source")
                    .with("DIB_PYPI_MIRROR_URL", server.url())
                    .with("DIB_NO_PYPI_PIP", 1)
                    .with("HOME", "/root")
                    .run();
            assertThat(result.lines())
                    .as(result.errors())
                    .containsExactly("#!/usr/bin/python3", "pip 99.0", "virtualenv 98.0", "pip 99.0");
        }
    }

    @Test
    void pipCacheServesTheNextBuild() throws Exception {
        try (var server = new SimpleIndex(index)) {
            for (int build = 1; build <= 2; build++) {
                Run.Result result = build("pip-cache", "pypi")
                        .with("DIB_PYPI_MIRROR_URL", server.url())
                        .with("DIB_NO_PYPI_PIP", 1)
                        .run();
                assertThat(result.lines()).as(result.errors()).containsExactly("/tmp/pip", "tool 1.0");
            }
            assertThat(server.requests()).containsOnlyOnce("/tool/tool-1.0-py3-none-any.whl");
        }
        assertThat(temporary.resolve("cache/pip")).isDirectoryRecursivelyContaining("glob:**/http/**");
    }

    @Test
    void pypiShowsAMirrorOfTheHostReadOnly() throws Exception {
        SimpleIndex.publish(temporary.resolve("cache/pypi/mirror"), "tool", "2.0");
        Run.Result result = build("pypi").with("DIB_OFFLINE", 1).run();
        assertThat(result.lines()).as(result.errors()).containsExactly("", "tool 2.0");
        assertThat(temporary.resolve("cache/pypi/mirror/new")).doesNotExist();
    }

    @Test
    void pypiAsksSeveralMirrorsInTheirOrder() throws Exception {
        Run.Result result = pypi("http://one.example:8080/simple")
                .with("DIB_PYPI_MIRROR_URL_1", "https://two.example/simple")
                .with("DIB_PYPI_MIRROR_URL_2", "http://me:secret@three.example/")
                .with("DIB_PIP_RETRIES", 7)
                .run();
        assertThat(result.lines())
                .as(result.errors())
                .containsExactly(
                        "PIP_EXTRA_INDEX_URL=http://one.example:8080/simple https://two.example/simple http://me:secret@three.example/",
                        "PIP_RETRIES=7",
                        "PIP_TRUSTED_HOST=one.example:8080 three.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DIB_OFFLINE", "DIB_NO_PYPI_PIP"})
    void pypiLeavesThePublicIndexAlone(String variable) throws Exception {
        assertThat(pypi("https://one.example/simple").with(variable, 1).run().lines())
                .containsExactly("PIP_EXTRA_INDEX_URL=", "PIP_INDEX_URL=https://one.example/simple");
    }

    @Test
    void pypiNeedsAMirrorOrThePublicIndex() throws Exception {
        assertThat(build("pypi").with("DIB_OFFLINE", 1).run().errors())
                .contains("there is no mirror, and the public index must not be used");
        Run.Result result = Run.of(Elements.file("pypi", "extra-data.d/00-mount-pypi-mirror"))
                .with("DIB_IMAGE_CACHE", temporary.resolve("cache"))
                .with("TMP_MOUNT_PATH", temporary)
                .run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(result.output()).contains("so pip uses its own index");
    }

    @Test
    void pypiTellsTheHostNothing() throws Exception {
        Run.Result result = Run.of(
                        "bash", "-euc", "source \"$1\"; env | grep ^PIP_ || echo none", "x", environment("pypi"))
                .with("DIB_PYPI_MIRROR_URL", "http://one.example")
                .run();
        assertThat(result.output()).as(result.errors()).isEqualTo("none\n");
    }

    @ParameterizedTest
    @CsvSource({
        "debian, python3-venv",
        "ubuntu, python3-venv",
        "centos7, python3",
        "fedora, python3",
        "opensuse, python3",
        "gentoo, dev-lang/python"
    })
    void ensureVenvKnowsThePackageOfEachDistribution(String distribution, String wanted) throws Exception {
        Path maps = Files.createDirectories(temporary.resolve("maps"));
        Files.copy(Elements.file("ensure-venv", "pkg-map"), maps.resolve("ensure-venv"));
        Run.Result result = Run.of(
                        Elements.file("pkg-map", "bin/pkg-map"),
                        "--element",
                        "ensure-venv",
                        "--distro",
                        distribution,
                        "python3-venv")
                .with("PKG_MAP_DIR", maps)
                .run();
        assertThat(result.lines()).as(result.errors()).containsExactly(wanted);
    }

    private static Path environment(String element) {
        return Elements.file(element, "environment.d/50-pypi");
    }

    private Run pypi(String mirror) throws Exception {
        return MadeUpSystem.in(temporary, "pypi")
                .run(ENVIRONMENT + "env | grep ^PIP_ | sort\n")
                .with("DIB_PYPI_MIRROR_URL", mirror);
    }

    /** A build: the hooks of the host, and then pip in the system that they have prepared. */
    private Run build(String... elements) throws Exception {
        var system = MadeUpSystem.in(temporary, elements);
        String inImage = ENVIRONMENT + """
                echo "${PIP_CACHE_DIR:-}"
                ! touch /tmp/pypi/new 2>/dev/null
                python3 -m pip install --target /opt --disable-pip-version-check tool >&2
                PYTHONPATH=/opt python3 -m tool
                """;
        String onHost = """
                for hook in "$hooks"/root.d/* "$hooks"/extra-data.d/*; do
                    [ ! -x "$hook" ] || "$hook" >&2
                done
                """;
        return ImageHookTest.inRoot(system.hooks().path(), system.root(), inImage, onHost)
                .with("DIB_IMAGE_CACHE", temporary.resolve("cache"))
                .with("HOME", "/root");
    }
}
