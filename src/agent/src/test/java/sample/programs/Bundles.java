package sample.programs;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * An importer in one OSGi bundle and its API in another. Bundles see {@code java.*} and what they
 * import, and nothing of the class path.
 */
final class Bundles {
  private Bundles() {}

  /**
   * Runs the importer.
   *
   * @param args the classes' directory, and one for what is written
   */
  public static void main(String[] args) throws Exception {
    Path classes = Path.of(args[0]);
    Path work = Path.of(args[1]);
    FrameworkFactory factory = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow();
    Framework framework =
        factory.newFramework(Map.of("org.osgi.framework.storage", work.resolve("osgi").toString()));
    framework.start();
    BundleContext context = framework.getBundleContext();
    install(context, bundle(classes, work, "sample.api", "Export-Package"));
    Bundle app = install(context, bundle(classes, work, "sample.app", "Import-Package"));
    Class<?> importer = app.loadClass("sample.app.DirectAccess");
    var main = importer.getDeclaredMethod("main", String[].class);
    main.setAccessible(true);
    main.invoke(null, (Object) new String[0]);
    System.out.println(importer.getClassLoader() == Bundles.class.getClassLoader());
    framework.stop();
    framework.waitForStop(0);
  }

  private static Bundle install(BundleContext context, Path jar) throws Exception {
    Bundle bundle = context.installBundle(jar.toUri().toString());
    bundle.start();
    return bundle;
  }

  /** Writes a bundle of one package that exports or imports the API. */
  private static Path bundle(Path classes, Path work, String name, String relation)
      throws IOException {
    Manifest manifest = new Manifest();
    var attributes = manifest.getMainAttributes();
    attributes.putValue("Manifest-Version", "1.0");
    attributes.putValue("Bundle-ManifestVersion", "2");
    attributes.putValue("Bundle-SymbolicName", name);
    attributes.putValue(relation, "sample.api");
    Path jar = work.resolve(name + ".jar");
    try (JarOutputStream entries = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (Path file : filesIn(classes.resolve(name.replace('.', '/')))) {
        entries.putNextEntry(
            new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
        entries.write(Files.readAllBytes(file));
      }
    }
    return jar;
  }

  private static List<Path> filesIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
