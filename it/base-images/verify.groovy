// SPDX-License-Identifier: Apache-2.0
// What went through a disk and what went through an archive is the same, and nothing of it was lost.
import java.nio.file.Files
import java.nio.file.Path

Path project = basedir.toPath()

List<String> lines(String... command) {
    def process = new ProcessBuilder(command)
    process.environment().put('LC_ALL', 'C.UTF-8')
    Process started = process.redirectErrorStream(true).start()
    List<String> output = new String(started.inputStream.readAllBytes(), 'UTF-8').readLines()
    assert started.waitFor() == 0: "${command.join(' ')}:\n${output.join('\n')}"
    output
}

String content(Path tar, String file) {
    lines('tar', '--extract', '--to-stdout', "--file=${tar}".toString(), file).join('\n')
}

// MODE OWNER/GROUP SIZE DATE TIME NAME [-> LINK | link to NAME], each with its extended attributes below
List<String> listing(Path tar) {
    lines('tar', '--list', '--verbose', '--verbose', '--numeric-owner', '--xattrs', '--xattrs-include=*', '--full-time',
            '--quoting-style=literal', "--file=${tar}".toString())
}

Path archive(Path project, String module) {
    Path tar = project.resolve("${module}/target/${module}-1.0.tar")
    assert Files.isRegularFile(tar): "${tar} was not made"
    tar
}

Path golden = archive(project, 'golden')
Path fromDisk = archive(project, 'from-disk')
Path fromArchive = archive(project, 'from-archive')

[fromDisk, fromArchive].each { tar ->
    assert content(tar, './opt/addition') == 'debian trixie systemd': tar
    List<String> list = listing(tar)
    String all = list.join('\n')
    assert list.any { it =~ /^-rwsr-xr-x\*? 42\/43 .* \.\/opt\/(tool|hard-link)$/ }: all
    assert list.any { it =~ / \.\/opt\/(tool link to \.\/opt\/hard-link|hard-link link to \.\/opt\/tool)$/ }: all
    assert list.any { it =~ /x: +20 security.capability/ }: all
    assert list.any { it =~ /x: +6 user.origin/ }: all
    assert list.any { it =~ /^drwxr-xr-x\*? 1000\/1001 .* \.\/home\/user\/$/ }: all
    assert list.any { it =~ / 5242884 .* \.\/opt\/sparse$/ }: all
    assert list.any { it.endsWith('./opt/with blank and grüße') }: all
    assert list.any { it =~ /^drwxrwxrwt .* \.\/tmp\/$/ }: all
    // the file systems of the base do not exist any more
    assert !list.any { it.endsWith(' ./etc/fstab') } || !content(tar, './etc/fstab').contains('of-golden')
    assert !all.contains('lost+found')
}
assert listing(fromDisk) == listing(fromArchive)
assert Files.mismatch(fromDisk, fromArchive) == -1L: 'the way through the disk gives another archive'
// all that the base has and nobody meant to change
List<String> changed = ['./', './etc/', './etc/fstab', './opt/', './opt/addition']
List<String> kept = listing(golden).findAll { line -> !changed.any { line.endsWith(" ${it}".toString()) } }
assert listing(fromDisk).containsAll(kept): kept - listing(fromDisk)

// the manifest knows the base
['from-disk': 'qcow2', 'from-archive': 'tar'].each { module, type ->
    Path base = project.resolve("golden/target/golden-1.0.${type}")
    String digest = lines('sha256sum', base.toString())[0].split(' ')[0]
    def manifest = new groovy.json.JsonSlurper().parse(project.resolve("${module}/target/${module}-1.0.manifest.json").toFile())
    assert manifest.sources.any { it.kind == 'base-image' && it.location == base.fileName.toString() && it.revision == "sha256:${digest}".toString() }:
            manifest.sources
}

String log = new File(basedir, 'build.log').text
assert log.contains("Base image: ${project}/golden/target/golden-1.0.qcow2")
assert log.contains("Base image: ${project}/golden/target/golden-1.0.tar")
assert Files.list(project.resolve('target/cache/base-trees')).filter { it.toString().endsWith('.tar') }.count() == 1:
        'the tree of the disk should have been kept'
true
