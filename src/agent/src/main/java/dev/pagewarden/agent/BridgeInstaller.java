package dev.pagewarden.agent;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Set;

/**
 * Defines the {@link Bridge} into {@code java.lang}.
 *
 * <p>Only the module that {@code java.lang} is opened to can do that, and once opened it stays
 * open. So it is opened to the unnamed module of a class loader that holds one class, {@link
 * Definer}, and nothing else in the program gains access.
 */
final class BridgeInstaller {
  private BridgeInstaller() {}

  /**
   * Defines the bridge.
   *
   * @param instrumentation of this JVM
   * @return the class {@code java.lang.$Pagewarden}
   * @throws ReflectiveOperationException if the JVM refuses
   * @throws IOException if the agent's jar cannot be read
   */
  static Class<?> install(Instrumentation instrumentation)
      throws ReflectiveOperationException, IOException {
    SealedLoader loader = new SealedLoader("pagewarden-bridge");
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of(),
        Map.of("java.lang", Set.of(loader.getUnnamedModule())),
        Set.of(),
        Map.of());
    return (Class<?>)
        loader
            .define(Definer.class)
            .getMethod("define", byte[].class)
            .invoke(null, Bridge.classFile());
  }

  /** The one class that may define classes in {@code java.lang}. Public for reflection only. */
  public static final class Definer {
    private Definer() {}

    /**
     * Defines a class beside {@code Object}.
     *
     * @param classFile its bytes
     * @return the class
     * @throws IllegalAccessException if {@code java.lang} is not open to this class
     */
    public static Class<?> define(byte[] classFile) throws IllegalAccessException {
      return MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup())
          .defineClass(classFile);
    }
  }
}
