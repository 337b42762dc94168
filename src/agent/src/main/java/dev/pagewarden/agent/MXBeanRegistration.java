package dev.pagewarden.agent;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** Puts the bean on the MBean server. On its own, since not every JVM has the classes for that. */
final class MXBeanRegistration {
  private static final String NAME = "dev.pagewarden:type=Agent";

  private MXBeanRegistration() {}

  static void register(PagewardenMXBean bean, Troubles troubles) {
    try {
      ManagementFactory.getPlatformMBeanServer().registerMBean(bean, new ObjectName(NAME));
    } catch (JMException | RuntimeException | LinkageError e) {
      troubles.report("there is no MXBean " + NAME, e);
    }
  }
}
