package org.codehaus.groovy.runtime;

import java.lang.reflect.Method;

/** Makes calls as the runtime of a dynamic language does, from a package of one. */
public final class Dispatch {
  private Dispatch() {}

  public static Object call(Object receiver, String method) throws ReflectiveOperationException {
    Method found = receiver.getClass().getMethod(method);
    return found.invoke(receiver);
  }
}
