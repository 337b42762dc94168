package sample.app;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;

/** Runs an importer and its API in a class loader that knows nothing but the JRE. */
final class Isolated {
  private Isolated() {}

  public static void main(String[] args) throws Exception {
    URL classes = new File(System.getProperty("java.class.path")).toURI().toURL();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes}, null)) {
      var main =
          loader.loadClass("sample.app.DirectAccess").getDeclaredMethod("main", String[].class);
      main.setAccessible(true);
      main.invoke(null, (Object) new String[0]);
    }
  }
}
