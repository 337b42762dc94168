package flowkotlin

import dev.pagewarden.dmabuf.DmaBuf
import dev.pagewarden.dmabuf.DmaBufAttachment
import dev.pagewarden.dmabuf.DmaDirection
import dev.pagewarden.dmabuf.SgTable
import support.Rig

/** The one registry of the driver. */
private object Registry {
    private val tables = HashMap<String, SgTable>()

    var current: SgTable? = null

    var scratch: SgTable? = null

    fun register(name: String, table: SgTable) {
        tables[name] = table
    }

    operator fun get(name: String) = tables[name]

    fun clear() {
        tables.clear()
        current = null
    }
}

private class Importer private constructor(private val table: SgTable) {
    fun peek() = table.pages().size // expect: DMABUF_PAGE_ACCESS

    fun entries() = table.nents()

    companion object Factory {
        var last: Importer? = null
            private set

        @JvmField
        var kept: SgTable? = null

        const val PAGES = 4

        @JvmStatic
        fun of(table: SgTable): Importer = Importer(table).also { last = it }

        fun first(table: SgTable) = table.firstEntry()
    }
}

private class Session(val buffer: DmaBuf) {
    private val attachment: DmaBufAttachment
    private val table: SgTable
    private val scratch: SgTable

    init {
        attachment = buffer.attach(Rig.device("session"))
        table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE)
        scratch = Rig.ownTable()
    }

    inner class Cursor {
        private val entry = table.firstEntry()

        fun page() = entry.page() // expect: DMABUF_PAGE_ACCESS

        fun ours() = this@Session.scratch.pages().size
    }

    class Detached(val table: SgTable)

    fun end() {
        buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE)
        buffer.detach(attachment)
    }
}

private class Shared {
    companion object {
        private var table: SgTable? = null

        fun put(shared: SgTable?) {
            table = shared
        }
    }

    fun touch() = table!!.pages().size // expect: DMABUF_PAGE_ACCESS
}

/** Runs every variant with an imported table. */
fun main() {
    Rig.buffer().use { buffer ->
        val attachment = buffer.attach(Rig.device("objects-and-statics"))
        val table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE)
        reportsObject(table)
        reportsCompanionFactory(table)
        acceptsCompanionFactory(table)
        reportsInner(buffer)
        acceptsNestedOfOwn(table)
        reportsCompanionState(table)
        buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE)
        buffer.detach(attachment)
    }
}

private fun reportsObject(table: SgTable) {
    Registry.register("scanout", table)
    Rig.check(Registry["scanout"]!!.pages().size == 4, "") // expect: DMABUF_PAGE_ACCESS
    Registry.current = table
    Registry.scratch = Rig.ownTable()
    Rig.check(Registry.current!!.pages().size == 4, "") // expect: DMABUF_PAGE_ACCESS
    Rig.check(Registry.scratch!!.pages().size == 4, "four pages")
    Registry.clear()
}

private fun reportsCompanionFactory(table: SgTable) {
    Rig.check(Importer.of(table).peek() == Importer.PAGES, "four pages")
    Rig.check(Importer.last!!.peek() == 4, "four pages")
    Rig.check(Importer.first(table).page() != null, "a page") // expect: DMABUF_PAGE_ACCESS
    Importer.kept = table
    Rig.check(Importer.kept!!.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    Importer.kept = null
}

private fun acceptsCompanionFactory(table: SgTable) {
    Rig.check(Importer.of(table).entries() == 4, "four entries")
}

private fun reportsInner(buffer: DmaBuf) {
    val session = Session(buffer)
    val cursor = session.Cursor()
    Rig.check(cursor.page() != null, "a page")
    Rig.check(cursor.ours() == 4, "four pages")
    session.end()
}

private fun acceptsNestedOfOwn(table: SgTable) {
    val theirs = Session.Detached(table)
    val ours = Session.Detached(Rig.ownTable())
    Rig.check(theirs.table.nents() == ours.table.pages().size, "as many")
}

private fun reportsCompanionState(table: SgTable) {
    Shared.put(table)
    Rig.check(Shared().touch() == 4, "four pages")
    Shared.put(null)
}
