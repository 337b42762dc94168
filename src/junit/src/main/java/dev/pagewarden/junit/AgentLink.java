package dev.pagewarden.junit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;

/**
 * The way to the agent, if one is at work in this JVM. By reflection, since the agent's jar is on
 * the system class path and this one may be anywhere, and since tests run without the agent, too.
 */
final class AgentLink {
  private static final String MONITOR = "dev.pagewarden.agent.TestMonitor";
  private static final AgentLink LINK = find();

  private final Method started;
  private final Method ended;
  private final Method takeFaults;

  private AgentLink(Method started, Method ended, Method takeFaults) {
    this.started = started;
    this.ended = ended;
    this.takeFaults = takeFaults;
  }

  /** Returns the link, or null if there is no agent or one that is off. */
  static AgentLink get() {
    return LINK;
  }

  private static AgentLink find() {
    try {
      Class<?> monitor = Class.forName(MONITOR, true, ClassLoader.getSystemClassLoader());
      if (!Boolean.TRUE.equals(monitor.getMethod("isConnected").invoke(null))) {
        return null;
      }
      return new AgentLink(
          monitor.getMethod("started", String.class, String.class, boolean.class),
          monitor.getMethod("ended", String.class),
          monitor.getMethod("takeFaults", String.class));
    } catch (ReflectiveOperationException | LinkageError e) {
      return null;
    }
  }

  void started(String id, String name, boolean isTest) {
    call(started, id, name, isTest);
  }

  void ended(String id) {
    call(ended, id);
  }

  /** Returns what the test is to fail for. */
  List<String> takeFaults(String id) {
    return call(takeFaults, id) instanceof List<?> faults
        ? faults.stream().map(String.class::cast).toList()
        : List.of();
  }

  private static Object call(Method method, Object... arguments) {
    try {
      return method.invoke(null, arguments);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("an agent of another version: " + method, e);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("the agent failed in " + method.getName(), e.getCause());
    }
  }
}
