// SPDX-License-Identifier: Apache-2.0
Class server = new GroovyClassLoader(getClass().classLoader).parseClass(new File(basedir, '../nexus/NexusServer.groovy'))
server.newInstance(basedir.parentFile.parentFile, localRepositoryPath).start()
true
