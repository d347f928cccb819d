// SPDX-License-Identifier: Apache-2.0
// Opens every file that was made with a tool that is not ours, and looks for what the element put there.
import java.nio.file.Files
import java.nio.file.Path

Path target = basedir.toPath().resolve('target')
String name = 'formats-1.0'

List<String> lines(String... command) {
    def process = new ProcessBuilder(command)
    process.environment().put('LC_ALL', 'C.UTF-8')
    Process started = process.redirectErrorStream(true).start()
    List<String> output = new String(started.inputStream.readAllBytes(), 'UTF-8').readLines()
    assert started.waitFor() == 0: "${command.join(' ')}:\n${output.join('\n')}"
    output
}

List<String> shell(String script, Object... arguments) {
    lines(*(['bash', '-euo', 'pipefail', '-c', script, 'bash'] + arguments*.toString()) as String[])
}

// name: mode, owner
Map<String, List<String>> expected = [
        ''                           : ['drwxr-xr-x', '0/0'],
        'bin/tool'                   : ['-rwsr-xr-x', '42/43'],
        'bin/hard-link'              : ['-rwsr-xr-x', '42/43'],
        'bin/link'                   : ['lrwxrwxrwx', '0/0'],
        'dev'                        : ['drwxr-xr-x', '0/0'],
        'etc'                        : ['drwxrwsr-x', '0/50'],
        'etc/os-release'             : ['-rw-r--r--', '0/0'],
        'etc/absolute-link'          : ['lrwxrwxrwx', '0/50'],
        'home/user'                  : ['drwxr-xr-x', '1000/1000'],
        'home/user/file'             : ['-rw-------', '1000/1000'],
        'odd names/with blank'       : ['-rw-r--r--', '0/0'],
        'odd names/grüße'            : ['-rw-r--r--', '0/0'],
        ('odd names/' + '0' * 199 + 1): ['-rw-r--r--', '0/0'],
        'proc'                       : ['drwxr-xr-x', '0/0'],
        'sparse'                     : ['-rw-r--r--', '0/0'],
        'text'                       : ['-rw-r--r--', '0/0'],
        'tmp'                        : ['drwxrwxrwt', '0/0'],
]

void check(String format, Map<String, List<String>> found, Map<String, List<String>> expected) {
    expected.each { path, wanted ->
        assert found[path] == wanted: "${format}: '${path}' is ${found[path]} among ${found.keySet()}"
    }
    assert !found.keySet().any { it.startsWith('dev/') || it.startsWith('proc/') || it.startsWith('lost+found') }: "${format}: ${found.keySet()}"
    assert !found.values().any { it[0][0] in ['c', 'b'] }: "${format} has device nodes"
    println "${format}: ${found.size()} files"
}

// MODE OWNER/GROUP SIZE DATE TIME NAME [-> LINK | link to NAME], of tar and unsquashfs
Map<String, List<String>> listing(List<String> lines, String root) {
    lines.findAll { it =~ /^[-dlhcbp][-rwxsStT]{9}\+? / }.collectEntries { line ->
        def (mode, owner, size, date, time, rest) = line.split(/ +/, 6)
        String path = rest.replaceAll(/ (->|link to) .*/, '')
        assert path.startsWith(root): line
        [path.substring(root.length()).replaceAll('^/|/$', ''), [mode.replaceAll('^h', '-').replace('+', ''), owner]]
    }
}

List<String> tar(String... arguments) {
    lines(*(['tar', '--list', '--verbose', '--numeric-owner', '--quoting-style=literal'] + arguments.toList()) as String[])
}

// disks: all have the same bytes, and the file system is whole
Path raw = target.resolve("${name}.raw")
assert Files.size(raw) == 160 << 20
[qcow2: 'qcow2', vhd: 'vpc', vhdx: 'vhdx', vmdk: 'vmdk', vdi: 'vdi'].each { ending, driver ->
    Path image = target.resolve("${name}.${ending}")
    lines('qemu-img', 'compare', '-f', 'raw', '-F', driver, raw.toString(), image.toString())
    if (ending != 'vhd') { // qemu-img cannot check it
        lines('qemu-img', 'check', '-f', driver, image.toString())
    }
    println "${ending}: ${Files.size(image)} bytes"
}
assert lines('qemu-img', 'info', target.resolve("${name}.qcow2").toString()).any { it.contains('compression type: zstd') }
lines('/sbin/e2fsck', '-fn', raw.toString())
List<String> inode = lines('/sbin/debugfs', '-R', 'stat /bin/tool', raw.toString())
assert inode.any { it =~ /User: +42 +Group: +43/ } && inode.any { it =~ /Mode: +04755/ } && inode.any { it =~ /Links: 2/ }
assert inode.any { it.contains('security.capability') }

// archives
['tar', 'tgz', 'tar.zst'].each { ending ->
    List<String> list = tar('--file', target.resolve("${name}.${ending}").toString())
    check(ending, listing(list, '.'), expected)
    assert list.any { it.endsWith('./bin/tool link to ./bin/hard-link') }
    assert tar('--verbose', '--xattrs', '--xattrs-include=*', '--file', target.resolve("${name}.${ending}").toString()).any { it =~ /x: 20 security.capability/ }
}
Path aci = target.resolve("${name}.aci")
check('aci', listing(tar('--file', aci.toString()).findAll { !it.endsWith(' manifest') }, 'rootfs'), expected)
assert shell('tar -xOf "$1" manifest', aci).join().contains('"acKind":"ImageManifest"')

List<String> cpio = shell('gzip -dc "$1" | cpio --list --verbose --numeric-uid-gid --quiet', target.resolve("${name}.cpio.gz"))
check('cpio', cpio.collectEntries { line ->
    def (mode, links, user, group, size, month, day, year, rest) = line.split(/ +/, 9)
    assert !(rest in ['bin/tool', 'bin/hard-link']) || links == '2': line
    [rest.replaceAll(/ -> .*/, '').replaceAll(/^\.$/, ''), [mode, "${user}/${group}".toString()]]
}, expected)

// file systems
check('squashfs', listing(lines('unsquashfs', '-lln', target.resolve("${name}.squashfs").toString()), 'squashfs-root'), expected)
Path erofs = target.resolve("${name}.erofs")
lines('fsck.erofs', erofs.toString())
expected.each { path, wanted ->
    List<String> stat = lines('dump.erofs', "--path=/${path}".toString(), erofs.toString())
    def (user, group) = wanted[1].split('/')
    assert stat.any { it =~ /Uid: ${user} +Gid: ${group} / }: "erofs: ${path}: ${stat}"
}
assert lines('dump.erofs', '--path=/bin/tool', erofs.toString()).any { it.contains('Links: 2') }
println "erofs: ${expected.size()} files"

// container images, whose digests skopeo checks
Path containers = target.resolve('containers')
["docker-archive:${target.resolve(name + '.docker.tar')}", "oci-archive:${target.resolve(name + '.oci.tar')}:1.0"].each { image ->
    Path folder = containers.resolve(image.takeWhile { it != ':' })
    Files.createDirectories(containers)
    lines('skopeo', '--insecure-policy', 'copy', '--quiet', image.toString(), "dir:${folder}".toString())
    def layers = new groovy.json.JsonSlurper().parse(folder.resolve('manifest.json').toFile()).layers
    assert layers.size() == 1
    Path layer = folder.resolve(layers[0].digest.substring('sha256:'.length()))
    check(image.takeWhile { it != ':' }.toString(), listing(tar('--file', layer.toString()), '.'), expected)
}
assert lines('skopeo', 'list-tags', "docker-archive:${target.resolve(name + '.docker.tar')}".toString()).join().contains('example.com/team/formats:1.0')

// checksums
[sha256: 'sha256sum', sha512: 'sha512sum', md5: 'md5sum'].each { ending, program ->
    shell('cd "$1"; "$2" --check --strict --quiet *."$3"', target, program, ending)
}
assert Files.list(target).filter { it.fileName.toString().endsWith('.sha512') }.count() == 15 + 2
shell('cd "$1"; cksum --check --strict --quiet *.checksums.txt', target)

// the second image
Path stream = target.resolve('stream.vmdk')
assert lines('qemu-img', 'info', stream.toString()).any { it.contains('create type: streamOptimized') }
lines('qemu-img', 'compare', '-f', 'raw', '-F', 'vmdk', target.resolve('dib-stream/image/disk.raw').toString(), stream.toString())
assert lines('qemu-img', 'info', target.resolve('stream.qcow2').toString()).any { it.contains('cluster_size: 131072') }

// artifacts: no two with the same coordinates
Path installed = Path.of(localRepositoryPath.toString(), 'dev/dib/it/formats/1.0')
['.qcow2', '.raw', '.vhd', '.vhdx', '.vmdk', '.vdi', '.tar', '.tgz', '.tar.zst', '.squashfs', '.erofs', '.docker.tar', '.oci.tar', '.aci',
        '.cpio.gz', '-manifest.json', '-checksums.txt'].each { ending ->
    assert Files.exists(installed.resolve(name + ending)): "not installed: ${name}${ending}"
}
assert Files.mismatch(installed.resolve("${name}-stream.vmdk"), stream) == -1L
assert Files.mismatch(installed.resolve("${name}.qcow2"), target.resolve("${name}.qcow2")) == -1L
['-stream.qcow2', '-stream-manifest.json', '-stream-checksums.txt'].each { ending ->
    assert Files.exists(installed.resolve(name + ending)): "not installed: ${name}${ending}"
}

// nothing is left of the work
assert !Files.exists(target.resolve('dib/image/convert'))
assert !Files.exists(target.resolve('dib/scratch')) || Files.list(target.resolve('dib/scratch')).findAny().isEmpty()
true
