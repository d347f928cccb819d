// SPDX-License-Identifier: Apache-2.0
// What only the console can show: the journal went there too.
String console = new File(basedir, 'target/dib/boot/debian-cloud-1.0-bios.console.log').text
assert console =~ /checks(\[\d+\])?: shown on the console/: 'journal-to-console: the console does not show the journal'
true
