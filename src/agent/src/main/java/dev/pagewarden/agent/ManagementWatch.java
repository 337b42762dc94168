package dev.pagewarden.agent;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Registers the {@link PagewardenMXBean} once the program itself has an MBean server. To start JMX
 * for a program that did not ask for it would take time, and can wreck one that wants to set up its
 * logging or its own server first. So this sees the server's class load, as a transformer that
 * transforms nothing, and then waits on a thread of its own until the server is there.
 */
final class ManagementWatch implements ClassFileTransformer {
  private static final String SERVER = "com/sun/jmx/mbeanserver/JmxMBeanServer";

  private final Instrumentation instrumentation;
  private final Supplier<PagewardenMXBean> bean;
  private final Troubles troubles;
  private final AtomicBoolean begun = new AtomicBoolean();

  private ManagementWatch(
      Instrumentation instrumentation, Supplier<PagewardenMXBean> bean, Troubles troubles) {
    this.instrumentation = instrumentation;
    this.bean = bean;
    this.troubles = troubles;
  }

  /**
   * Begins to watch.
   *
   * @param instrumentation of this JVM
   * @param bean what to register
   * @param troubles told if that fails
   */
  static void begin(
      Instrumentation instrumentation, Supplier<PagewardenMXBean> bean, Troubles troubles) {
    ManagementWatch watch = new ManagementWatch(instrumentation, bean, troubles);
    // Capable of retransformation as the other is: a second kind would be called up by the JVM
    // apart.
    instrumentation.addTransformer(watch, true);
    String server = SERVER.replace('/', '.');
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      if (loaded.getName().equals(server)) {
        watch.serverLoaded();
        return;
      }
    }
  }

  @Override
  public byte[] transform(
      Module module,
      ClassLoader loader,
      String internalName,
      Class<?> before,
      ProtectionDomain domain,
      byte[] classFile) {
    if (loader == null && SERVER.equals(internalName)) {
      serverLoaded();
    }
    return null;
  }

  private void serverLoaded() {
    if (!begun.compareAndSet(false, true)) {
      return;
    }
    // Inherits nothing of the program's thread that happens to be at it.
    Thread thread = new Thread(null, this::register, "pagewarden-jmx", 0, false);
    thread.setDaemon(true);
    thread.start();
  }

  private void register() {
    instrumentation.removeTransformer(this);
    MXBeanRegistration.register(bean.get(), troubles);
  }
}
