// SPDX-License-Identifier: Apache-2.0
File target = basedir.parentFile.parentFile
// of the source: the project nexus may not be wanted
File source = new File(target.parentFile, 'nexus/NexusServer.groovy')
Class server = new GroovyClassLoader(getClass().classLoader).parseClass(source)
server.newInstance(target, localRepositoryPath).start()
true
