package dev.pagewarden.agent;

import dev.pagewarden.evidence.CallSite;
import java.lang.StackWalker.StackFrame;
import java.lang.reflect.Proxy;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Finds who made a call that no probe announced: one by reflection, a method handle, native code or
 * code without probes. Walks the stack up to the frame of the program that it came from. Slow, so
 * only asked where nothing else knows.
 */
final class Callers {
  private record Caller(StackFrame frame, boolean isApisOwn) {}

  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  /** What dispatches the calls of dynamic languages, as reflection does for Java. */
  private static final List<String> LANGUAGE_RUNTIMES =
      List.of(
          "org.codehaus.groovy.",
          "org.apache.groovy.",
          "groovy.lang.",
          "kotlin.reflect.",
          "clojure.lang.",
          "scala.runtime.");

  private static final String OWN_PACKAGE = Callers.class.getPackageName();
  private static final ClassLoader OWN_LOADER = Callers.class.getClassLoader();

  private final LazyContract contract;
  private final Registry registry;
  private final Scope scope;
  private final IndirectSites indirect;

  Callers(LazyContract contract, Registry registry, Scope scope) {
    this.contract = contract;
    this.registry = registry;
    this.scope = scope;
    this.indirect = new IndirectSites();
  }

  /** Returns the site of the call that is running, or null if it is the API's own or exempt. */
  Site find(Callee callee, boolean imported) {
    Caller caller = WALKER.walk(callerOf(callee));
    if (caller == null || caller.isApisOwn || isExempt(caller.frame)) {
      return null;
    }
    IndirectSites.Place place = indirect.place(caller.frame);
    return !imported && wasCounted(place, callee) ? null : site(place, callee);
  }

  /** Returns where the call that is running was made, or null if the program did not make it. */
  CallSite placeOf(Callee callee) {
    Caller caller = WALKER.walk(callerOf(callee));
    return caller == null ? null : indirect.place(caller.frame).callSite();
  }

  /**
   * Whether a probe has counted the call just before another thread's mapping made announcements
   * necessary.
   */
  private boolean wasCounted(IndirectSites.Place place, Callee callee) {
    return !place.isReflective() && registry.isProbed(place.callSite(), callee.target());
  }

  /** Returns the site in the nearest frame that is not the API's, or null if it is exempt. */
  Site findBeyondApi(Callee callee) {
    StackFrame user =
        WALKER.walk(
            frames -> {
              for (Iterator<StackFrame> i = frames.iterator(); i.hasNext(); ) {
                StackFrame frame = i.next();
                if (isOfTheProgram(frame.getDeclaringClass())
                    && !frame.isNativeMethod()
                    && !isOrExtendsApi(frame.getDeclaringClass())) {
                  return frame;
                }
              }
              return null;
            });
    return user == null ? null : siteOf(user, callee);
  }

  /**
   * Holds an announcement against the stack. The first time, since it may be stale where an
   * announced call was never made, such as one on a null receiver. Each time if the site is in the
   * API's own package, where a helper of the API and an importer look alike.
   */
  Site confirm(Site announced, Callee callee) {
    boolean besideApi = announced.isBeside(callee);
    if (announced.isConfirmed() && !besideApi) {
      return announced;
    }
    Caller caller = WALKER.walk(callerOf(callee));
    if (caller == null || announced.isConfirmed() || isAt(announced, caller.frame)) {
      announced.setConfirmed();
      return caller != null && caller.isApisOwn ? null : announced;
    }
    return caller.isApisOwn ? null : siteOf(caller.frame, callee);
  }

  /** Returns whether a site in the API's package, whose call is to come, is an importer's. */
  boolean isImporters(Site site) {
    String className = site.className();
    return WALKER.walk(
        frames -> {
          Iterator<StackFrame> below = frames.iterator();
          while (below.hasNext()) {
            StackFrame frame = below.next();
            if (frame.getClassName().equals(className)) {
              return !isApisOwn(frame, below, packageOf(className));
            }
          }
          return true;
        });
  }

  /** Returns the test that this thread runs ({@code a.b.CTest.method}), or null. */
  String test() {
    return WALKER.walk(
        frames -> {
          StackFrame last = null;
          for (Iterator<StackFrame> i = frames.iterator(); i.hasNext(); ) {
            StackFrame frame = i.next();
            String name = frame.getClassName();
            if (isTestEngine(name)) {
              return last == null ? null : last.getClassName() + "." + last.getMethodName();
            }
            if (isOfTheProgram(frame.getDeclaringClass())) {
              last = frame;
            }
          }
          return null;
        });
  }

  /** Whether a class runs tests, rather than being called by them as assertions are. */
  private static boolean isTestEngine(String binaryName) {
    return binaryName.startsWith("org.junit.platform.")
        || binaryName.startsWith("org.junit.jupiter.engine.")
        || binaryName.startsWith("org.junit.runners.")
        || binaryName.startsWith("org.testng.internal.");
  }

  private Site siteOf(StackFrame caller, Callee callee) {
    return isExempt(caller) ? null : site(indirect.place(caller), callee);
  }

  private boolean isExempt(StackFrame caller) {
    String internalName = caller.getClassName().replace('.', '/');
    return isApi(internalName)
        || !scope.covers(caller.getClassName())
        || registry.isFull()
        || registry.isConsenting(internalName, caller.getMethodName(), caller.getDescriptor());
  }

  private Site site(IndirectSites.Place place, Callee callee) {
    Site site = registry.site(Site.Owner.IMPORTER, callee.target(), place.accessTo(callee));
    site.setConfirmed();
    return site;
  }

  private boolean isOrExtendsApi(Class<?> type) {
    for (Class<?> each : LoadedTypes.supertypes(type)) {
      if (isApi(each.getName().replace('.', '/'))) {
        return true;
      }
    }
    return false;
  }

  private boolean isApi(String internalName) {
    for (String type = internalName; type != null; type = Terms.outer(type)) {
      if (contract.get().isApiType(type)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAt(Site site, StackFrame frame) {
    CallSite at = site.callSite();
    return at.methodName().equals(frame.getMethodName())
        && at.className().equals(frame.getClassName().replace('.', '/'));
  }

  /** The first frame below the callee's own that is code of the program. */
  private Function<Stream<StackFrame>, Caller> callerOf(Callee callee) {
    return frames -> {
      boolean calleeSeen = false;
      for (Iterator<StackFrame> i = frames.iterator(); i.hasNext(); ) {
        StackFrame frame = i.next();
        if (!isOfTheProgram(frame.getDeclaringClass())) {
          continue;
        }
        if (!calleeSeen) {
          calleeSeen =
              frame.getMethodName().equals(callee.probedMethod())
                  && frame.getClassName().equals(callee.className());
        } else if (!standsIn(frame)) {
          return new Caller(frame, isApisOwn(frame, i, packageOf(callee.className())));
        }
      }
      return null;
    };
  }

  /** Whether a frame is of code that only makes another's call. */
  private static boolean standsIn(StackFrame frame) {
    return frame.isNativeMethod()
        || frame.getMethodName().startsWith(References.BRIDGE_PREFIX)
        || LANGUAGE_RUNTIMES.stream().anyMatch(frame.getClassName()::startsWith);
  }

  /**
   * Whether a frame is of a helper in the API's package that works for a method of the API: then
   * that method, or who called it, is the user, and not the helper.
   */
  private boolean isApisOwn(StackFrame caller, Iterator<StackFrame> below, String packageName) {
    if (!packageOf(caller.getClassName()).equals(packageName)) {
      return false;
    }
    while (below.hasNext()) {
      StackFrame frame = below.next();
      if (isOfTheProgram(frame.getDeclaringClass())) {
        if (!packageOf(frame.getClassName()).equals(packageName)) {
          return false;
        }
        if (isApi(frame.getClassName().replace('.', '/'))) {
          return true;
        }
      }
    }
    return false;
  }

  private static String packageOf(String binaryName) {
    return binaryName.substring(0, Math.max(0, binaryName.lastIndexOf('.')));
  }

  private static boolean isOfTheProgram(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    if (loader == null || loader == ClassLoader.getPlatformClassLoader()) {
      return false;
    }
    // A proxy has no code of the program's; older JDKs give it a loader that does.
    return (loader != OWN_LOADER || !type.getPackageName().equals(OWN_PACKAGE))
        && !Proxy.isProxyClass(type);
  }
}
