package flowkotlin

import dev.pagewarden.dmabuf.DmaDirection
import dev.pagewarden.dmabuf.Scatterlist
import dev.pagewarden.dmabuf.SgTable
import support.Rig

private interface Backing {
    val table: SgTable

    fun first(): Scatterlist = table.firstEntry()

    fun peek(): Int
}

private class Plain(override val table: SgTable) : Backing {
    override fun peek() = table.pages().size // expect: DMABUF_PAGE_ACCESS
}

private class Counting(override val table: SgTable) : Backing {
    override fun peek() = table.nents()
}

private class Logged(private val inner: Backing) : Backing by inner {
    override fun first(): Scatterlist = inner.first().also { Rig.check(!it.isChain, "an entry") }
}

private class Tables(private val tables: MutableList<SgTable> = mutableListOf()) :
    MutableList<SgTable> by tables

@JvmInline
private value class Handle(val table: SgTable) {
    val first get() = table.firstEntry()

    fun peek() = table.pages().size // expect: DMABUF_PAGE_ACCESS
}

@JvmInline
private value class Entry(private val entry: Scatterlist) {
    operator fun inc() = Entry(entry.next())

    fun page() = entry.page() // expect: DMABUF_PAGE_ACCESS
}

private open class Cell<T>(open var value: T)

private class TableCell(table: SgTable) : Cell<SgTable>(table) {
    fun pages() = value.pages() // expect: DMABUF_PAGE_ACCESS
}

private typealias Frames = Map<String, SgTable>

/** Runs every variant with an imported table. */
fun main() {
    Rig.buffer().use { buffer ->
        val attachment = buffer.attach(Rig.device("delegation"))
        val table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE)
        reportsDelegated(table)
        acceptsDelegated(table)
        reportsDelegatedList(table)
        reportsValueClass(table)
        reportsValueClassOperator(table)
        reportsGenericOverride(table)
        acceptsGenericOfOwn(table)
        reportsAlias(table)
        buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE)
        buffer.detach(attachment)
    }
}

private fun reportsDelegated(table: SgTable) {
    val logged = Logged(Plain(table))
    Rig.check(logged.peek() == 4, "four pages")
    Rig.check(logged.first().page() != null, "a page") // expect: DMABUF_PAGE_ACCESS
    Rig.check(logged.table.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
}

private fun acceptsDelegated(table: SgTable) {
    val logged = Logged(Counting(table))
    Rig.check(logged.peek() == 4, "four entries")
    val ours = Logged(Counting(Rig.ownTable()))
    Rig.check(ours.first().page() != null, "ours")
    Rig.check(ours.table.pages().size == 4, "ours")
}

private fun reportsDelegatedList(table: SgTable) {
    val tables = Tables()
    tables.add(table)
    Rig.check(tables[0].pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    for (some in tables) {
        Rig.check(some.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    }
}

private fun reportsValueClass(table: SgTable) {
    val handle = Handle(table)
    Rig.check(handle.peek() == 4, "four pages")
    Rig.check(handle.first.page() != null, "a page") // expect: DMABUF_PAGE_ACCESS
    val boxed: Any = handle
    Rig.check((boxed as Handle).table.pages().size == 4, "") // expect: DMABUF_PAGE_ACCESS
    val handles = listOf(handle)
    Rig.check(handles[0].table.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    Rig.check(Handle(Rig.ownTable()).table.pages().size == 4, "ours")
}

private fun reportsValueClassOperator(table: SgTable) {
    var entry = Entry(table.firstEntry())
    entry++
    Rig.check(entry.page() != null, "a page")
}

private fun reportsGenericOverride(table: SgTable) {
    val cell = TableCell(Rig.ownTable())
    val plain: Cell<SgTable> = cell
    plain.value = table
    Rig.check(cell.pages().size == 4, "four pages")
    Rig.check(plain.value.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
}

private fun acceptsGenericOfOwn(table: SgTable) {
    val theirs = Cell(table)
    val ours = Cell(Rig.ownTable())
    Rig.check(theirs.value.nents() == ours.value.pages().size, "as many")
}

private fun reportsAlias(table: SgTable) {
    val frames: Frames = mapOf("scanout" to table)
    Rig.check(frames.getValue("scanout").pages().size == 4, "") // expect: DMABUF_PAGE_ACCESS
}
