package dev.pagewarden.agent;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.jar.JarFile;

/**
 * Has JUnit tell of its tests where the JVM runs any: puts {@code pagewarden-junit} on the class
 * path, and has JUnit Jupiter take its extension in where tests are to fail.
 */
final class JUnitSupport {
  private static final String LAUNCHER = "org/junit/platform/launcher/TestExecutionListener.class";
  private static final String LISTENER = "dev/pagewarden/junit/TestListener.class";
  private static final String CONFIGURATION = "junit-platform.properties";
  private static final String AUTODETECTION = "junit.jupiter.extensions.autodetection.enabled";
  private static final String INCLUDE = "junit.jupiter.extensions.autodetection.include";

  private JUnitSupport() {}

  /**
   * Prepares what the options ask for. Nothing is put on the class path of a program without JUnit:
   * a service whose interface is missing would upset a launcher in another class loader.
   */
  static void prepare(AgentOptions options, Instrumentation instrumentation, Troubles troubles) {
    ClassLoader loader = ClassLoader.getSystemClassLoader();
    Path jar = options.junitJar();
    if (jar != null && !Files.exists(jar)) {
      troubles.report(
          "tests are not told of: the option junit names " + jar + ", which is not there");
      jar = null;
    }
    // Asked only where there is a jar: looking for what is not there opens the whole class path.
    if (jar != null
        && loader.getResource(LISTENER) == null
        && loader.getResource(LAUNCHER) != null) {
      try {
        instrumentation.appendToSystemClassLoaderSearch(new JarFile(jar.toFile()));
      } catch (IOException | RuntimeException e) {
        troubles.report("tests are not told of: " + jar + " cannot be read (" + e + ")");
      }
    }
    if (options.is(AgentOption.FAIL_TESTS)) {
      haveExtensionTaken(loader);
    }
  }

  /** Takes in ours alone, unless the project takes in all that there are anyway. */
  private static void haveExtensionTaken(ClassLoader loader) {
    if (System.getProperty(AUTODETECTION) == null && !isEnabledBy(loader)) {
      System.setProperty(AUTODETECTION, "true");
      if (System.getProperty(INCLUDE) == null) {
        System.setProperty(INCLUDE, "dev.pagewarden.junit.*");
      }
    }
  }

  private static boolean isEnabledBy(ClassLoader loader) {
    try (InputStream in = loader.getResourceAsStream(CONFIGURATION)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return Boolean.parseBoolean(properties.getProperty(AUTODETECTION));
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }
}
