package dev.pagewarden.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ModuleVisitor;
import org.objectweb.asm.Opcodes;

/** Module declarations for the samples: the program's exports nothing, the API's its package. */
final class ModuleInfo {
  private ModuleInfo() {}

  /** Returns the class file of a module declaration. */
  static byte[] of(String name, String path) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_MODULE, "module-info", null, null, null);
    ModuleVisitor module = writer.visitModule(name, 0, null);
    module.visitRequire("java.base", Opcodes.ACC_MANDATED, null);
    module.visitPackage(path);
    if (name.equals("sample.api")) {
      module.visitExport(path, 0);
    } else {
      module.visitRequire("sample.api", 0, null);
      module.visitRequire("java.instrument", 0, null);
    }
    module.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  /** Puts a package of the samples into a module of its own, as a directory. */
  static void write(Path modules, String name, String path) throws IOException {
    Path classes = Path.of(System.getProperty("sample.classes"));
    Path target = Files.createDirectories(modules.resolve(name).resolve(path));
    try (Stream<Path> files = Files.list(classes.resolve(path))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
    Files.write(modules.resolve(name).resolve("module-info.class"), of(name, path));
  }
}
