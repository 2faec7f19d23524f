using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Lighthouse.Readiness.Runbooks.Yaml;

/// <summary>Composes nodes from YAML events. Nothing in the file can make an object, refer to another place or nest without end.</summary>
internal sealed class NodeComposer(string path, Mistakes mistakes)
{
    /// <summary>How deep lists and keys may lie in each other; a runbook needs seven.</summary>
    internal const int DeepestNesting = 12;

    private Mark last = Mark.Empty;

    /// <summary>Composes the only document of a text.</summary>
    /// <exception cref="RunbookException">The text is not one plain YAML document.</exception>
    internal Node Compose(string text)
    {
        var root = Guarded(() => ReadDocument(new Parser(new StringReader(text))));
        mistakes.ThrowIfAny();
        return root;
    }

    // The parser reads an untrusted file: whatever it stumbles over is the file's mistake, not a crash of ours.
    private Node Guarded(Func<Node> read)
    {
        try
        {
            return read();
        }
        catch (YamlException exception)
        {
            throw mistakes.Fatal(
                RunbookCodes.Syntax, At(exception.Start),
                $"this is no YAML: {exception.InnerException?.Message ?? exception.Message} Check the indentation (spaces, no tabs), quotes and brackets here and one line above.");
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or FormatException or OverflowException or IndexOutOfRangeException or EndOfStreamException)
        {
            throw mistakes.Fatal(RunbookCodes.Syntax, At(last), "from here on this is no YAML; check the brackets and quotes of this line and the next: one is left open or closed twice.");
        }
    }

    private Node ReadDocument(Parser parser)
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
            throw mistakes.Fatal(RunbookCodes.Documents, new SourceLocation(path, 1, 1), $"the {mistakes.Document} is empty; it needs at least the keys of a {mistakes.Document}{(mistakes.Document == "runbook" ? ", see runbook.schema.json" : "")}.");
        parser.Consume<DocumentStart>();
        var root = ReadNode(parser, depth: 1);
        parser.Consume<DocumentEnd>();
        if (parser.Accept<DocumentStart>(out var second))
            throw mistakes.Fatal(RunbookCodes.Documents, At(second.Start), $"a second document begins here; a {mistakes.Document} is one document, remove the '---'.");
        parser.Consume<StreamEnd>();
        return root;
    }

    private Node ReadNode(Parser parser, int depth)
    {
        last = parser.Current!.Start;
        var start = At(last);
        if (depth > DeepestNesting)
            throw mistakes.Fatal(RunbookCodes.Nesting, start, $"this lies more than {DeepestNesting} levels deep; at most {DeepestNesting} are allowed.");
        if (parser.TryConsume<AnchorAlias>(out _))
        {
            mistakes.Add(RunbookCodes.Reference, start, "aliases (*name) are not allowed; write the value out.");
            return new TextNode("", start);
        }

        // On some broken maps the parser reports a key and then the end.
        if (parser.Current is not NodeEvent node)
            throw mistakes.Fatal(RunbookCodes.Syntax, start, "a value is missing before this place; write it or remove its key.");
        RefuseDecoration(node, start);
        if (parser.TryConsume<Scalar>(out var scalar))
            return new TextNode(IsNull(scalar) ? "" : scalar.Value, start);
        return parser.TryConsume<SequenceStart>(out _) ? ReadList(parser, start, depth) : ReadMap(parser, start, depth);
    }

    private ListNode ReadList(Parser parser, SourceLocation start, int depth)
    {
        var items = new List<Node>();
        while (!parser.TryConsume<SequenceEnd>(out _))
            items.Add(ReadNode(parser, depth + 1));
        return new ListNode(items, start);
    }

    private MapNode ReadMap(Parser parser, SourceLocation start, int depth)
    {
        parser.Consume<MappingStart>();
        var entries = new List<MapEntry>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadNode(parser, depth + 1);
            var value = ReadNode(parser, depth + 1);
            if (key is TextNode name)
                entries.Add(new MapEntry(name, value));
            else
                mistakes.Add(RunbookCodes.WrongType, key.Location, $"a key must be a single word, not {key.Kind}.");
        }

        return new MapNode(entries, start);
    }

    private void RefuseDecoration(NodeEvent node, SourceLocation start)
    {
        if (!node.Anchor.IsEmpty)
            mistakes.Add(RunbookCodes.Reference, start, "anchors (&name) are not allowed; write the value where it is used.");
        if (!node.Tag.IsEmpty)
            mistakes.Add(RunbookCodes.Reference, start, "tags (!name) are not allowed; every value is plain text, a list or keys with values.");
    }

    private static bool IsNull(Scalar scalar) => scalar.Style == ScalarStyle.Plain && scalar.Value is ("~" or "null" or "Null" or "NULL");

    private SourceLocation At(Mark mark) => new(path, (int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));
}
