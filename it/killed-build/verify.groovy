// SPDX-License-Identifier: Apache-2.0
// Kills the JVM of a build in each of its phases and looks for what is left: processes, mounts, loop devices, scratch
// directories, partial outputs. Then builds once to the end.
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit

Path project = basedir.toPath()
Path target = project.resolve('target')
List<String> phases = ['root.d', 'extra-data.d', 'pre-install.d', 'install.d', 'post-install.d', 'post-root.d',
        'block-device.d', 'pre-finalise.d', 'finalise.d', 'cleanup.d']

Process build(Path project, String waitIn, Path output) {
    Path home = Path.of(System.getProperty('maven.home'))
    // exec: the process that is killed is the JVM itself
    new ProcessBuilder(home.resolve('bin/mvn').toString(), '--batch-mode', '--offline',
            "-Dmaven.repo.local=${localRepositoryPath}", "-Ddib.it.wait=${waitIn}", 'package')
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
}

void await(String what, int seconds, Closure<Boolean> condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds)
    while (!condition()) {
        assert System.nanoTime() < end: "waited ${seconds} s for ${what}"
        Thread.sleep(50)
    }
}

/** Processes of this build: the project's folder stands in their command line or environment. */
List<String> processes(Path project) {
    List<String> found = []
    new File('/proc').eachDirMatch(~/[0-9]+/) { process ->
        try {
            String line = new File(process, 'cmdline').getText('UTF-8').replace('\0', ' ')
            String environment = new File(process, 'environ').getText('UTF-8')
            boolean ours = line =~ /\bsleep 61[13]\b/ || environment.contains("${project}/target/dib/scratch")
            if (ours) {
                found << "${process.name} ${line}".toString()
            }
        } catch (IOException ignored) {
            // it ended meanwhile, or belongs to somebody else
        }
    }
    found
}

List<String> left(Path project) {
    Path target = project.resolve('target')
    List<String> left = processes(project).collect { "process ${it}".toString() }
    left += new File('/proc/self/mounts').readLines().findAll { it.contains(project.toString()) }
    left += ['losetup', '--list', '--noheadings'].execute().text.readLines().findAll { it.contains(project.toString()) }
    [target.resolve('dib/scratch'), target].each { folder ->
        if (Files.isDirectory(folder)) {
            Files.list(folder).withCloseable { files ->
                left += files.filter { it.fileName.toString() != 'dib' }
                        .filter { !it.fileName.toString().endsWith('.lock') }
                        .collect { it.toString() }
            }
        }
    }
    left
}

void killed(Path project, String phase, String signal) {
    Path target = project.resolve('target')
    Path log = target.resolve("dib/log/${phase}.log")
    Files.deleteIfExists(log)
    Path output = project.resolve("killed-in-${phase}-by-${signal}.log")
    Process build = build(project, phase, output)
    await("${phase} to wait, see ${output}", 120) {
        assert build.alive: "the build ended before ${phase}, see ${output}"
        Files.exists(log) && log.toFile().text.contains("waiting in ${phase}")
    }
    assert ['kill', "-${signal}", build.pid().toString()].execute().waitFor() == 0
    assert build.waitFor(30, TimeUnit.SECONDS): "the JVM did not end by ${signal}"
    await("a clean machine after ${signal} in ${phase}; left: ${left(project)}", 20) { left(project).isEmpty() }
    println "${phase} ${signal}: nothing left"
}

// the build that the invoker made
assert Files.exists(target.resolve('killed-build-1.0.qcow2'))
target.toFile().eachFile { if (it.name != 'dib') { it.delete() } }
target.resolve('dib/image').toFile().deleteDir()

phases.each { killed(project, it, 'KILL') }
killed(project, 'install.d', 'INT')
killed(project, 'finalise.d', 'TERM')

Path output = project.resolve('after.log')
Process last = build(project, '', output)
assert last.waitFor(5, TimeUnit.MINUTES)
assert last.exitValue() == 0: "the build after the killed ones failed, see ${output}"
assert Files.exists(target.resolve('killed-build-1.0.qcow2'))
assert left(project).findAll { !(it =~ /killed-build-1\.0\./) } == []
true
