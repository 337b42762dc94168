package drivers;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.ScatterWalk;
import dev.pagewarden.dmabuf.SgTable;
import java.nio.ByteBuffer;
import support.Rig;

/**
 * Subsystems that take "a scatter list", the software ciphers first of all, walk its pages inside,
 * so that an importer who hands them a borrowed table touches the exporter's memory without a page
 * in sight (beside case 24; rules I1, I14).
 */
public final class CryptoEngine {
  private static final byte KEY = 0x5a;

  private CryptoEngine() {}

  /** Encrypts an imported and an own picture with the fallback cipher and with the engine. */
  public static void main(String[] args) {
    byte[] wanted = xor(Rig.frame(Rig.FRAME_BYTES));
    Rig.check(wanted.length == softwareCipher(Rig.ownTable()).length, "cipher: own table is short");
    Device engine = Rig.device("crypto-engine");
    try (DmaBuf buffer = Rig.buffer()) {
      for (Request request : new Request[] {new SoftwareRequest(), new EngineRequest(engine)}) {
        DmaBufAttachment attachment = buffer.attach(engine);
        SgTable source = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
        byte[] cipherText = request.encrypt(source);
        buffer.unmapAttachment(attachment, source, DmaDirection.TO_DEVICE);
        buffer.detach(attachment);
        Rig.expectFrame("crypto", xor(cipherText));
      }
    }
  }

  private interface Request {
    byte[] encrypt(SgTable source);
  }

  private static final class SoftwareRequest implements Request {
    @Override
    public byte[] encrypt(SgTable source) {
      ByteBuffer plain = ByteBuffer.allocate(Rig.FRAME_BYTES);
      ScatterWalk walk = new ScatterWalk(source); // expect: DMABUF_PAGE_ACCESS
      walk.copy(plain);
      return xor(plain.array());
    }
  }

  /** The mend: an import only ever goes to the engine, which reads by DMA. */
  private record EngineRequest(Device engine) implements Request {
    @Override
    public byte[] encrypt(SgTable source) {
      return xor(Rig.readByDma(engine, source));
    }
  }

  private static byte[] softwareCipher(SgTable own) {
    ByteBuffer plain = ByteBuffer.allocate(Rig.FRAME_BYTES);
    new ScatterWalk(own).copy(plain);
    return xor(plain.array());
  }

  private static byte[] xor(byte[] bytes) {
    byte[] result = bytes.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] ^= KEY;
    }
    return result;
  }
}
