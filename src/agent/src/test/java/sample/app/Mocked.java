package sample.app;

import java.util.List;
import org.mockito.Mockito;
import sample.api.DmaBuf;
import sample.api.DmaBufAttachment;
import sample.api.Memory;
import sample.api.Scatterlist;
import sample.api.SgTable;

/** Mocks the API's classes while they are in use: Mockito rewrites them in place. */
final class Mocked {
  private Mocked() {}

  public static void main(String[] args) {
    DmaBuf buffer = new Heap().export("frames");
    use(buffer);
    Scatterlist mock = Mockito.mock(Scatterlist.class);
    Mockito.when(mock.physicalAddress()).thenReturn(42L); // reached: physicalAddress
    System.out.println(mock.physicalAddress()); // reached: physicalAddress
    SgTable spy = Mockito.spy(new SgTable(List.of(Memory.allocate())));
    System.out.println(spy.nents());
    Mockito.verify(spy).nents();
    use(buffer);
  }

  private static void use(DmaBuf buffer) {
    DmaBufAttachment attachment = buffer.attach("gpu");
    SgTable table = buffer.mapAttachment(attachment);
    table.firstEntry().physicalAddress(); // imported: physicalAddress
    buffer.unmapAttachment(attachment, table);
  }
}
