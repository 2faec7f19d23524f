namespace Lighthouse.Readiness.Runbooks.Yaml;

/// <summary>A piece of a YAML document that knows where it stands.</summary>
/// <param name="Location">Its first character.</param>
internal abstract record Node(SourceLocation Location)
{
    /// <summary>What it is, in a reader's words.</summary>
    internal abstract string Kind { get; }

    /// <summary>Whether the author wrote nothing here: no value, an empty list, no keys.</summary>
    internal abstract bool IsNothing { get; }
}

/// <summary>A single value; every value is text here, numbers too.</summary>
internal sealed record TextNode(string Text, SourceLocation Location) : Node(Location)
{
    internal override string Kind => IsNothing ? "nothing" : "a single value";

    internal override bool IsNothing => Text.Length == 0;
}

/// <summary>A list.</summary>
internal sealed record ListNode(IReadOnlyList<Node> Items, SourceLocation Location) : Node(Location)
{
    internal override string Kind => "a list";

    internal override bool IsNothing => Items.Count == 0;
}

/// <summary>Keys with values, in the order of the file, duplicates included.</summary>
internal sealed record MapNode(IReadOnlyList<MapEntry> Entries, SourceLocation Location) : Node(Location)
{
    internal override string Kind => "keys with values";

    internal override bool IsNothing => Entries.Count == 0;
}

/// <summary>One key with its value.</summary>
internal sealed record MapEntry(TextNode Key, Node Value);
