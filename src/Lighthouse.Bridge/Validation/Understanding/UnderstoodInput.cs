namespace Lighthouse.Bridge.Validation.Understanding;

/// <summary>What a tool's input would do, as far as it can be seen.</summary>
/// <param name="Kind">The tool's kind in the policy; empty when the policy does not know the tool.</param>
/// <param name="Actions">What would be done, one by one.</param>
/// <param name="Doubts">What could not be understood, in words that hold nothing of the input. With any doubt nothing is approved.</param>
/// <param name="Signs">What was seen that is telling, in words that hold nothing of the input.</param>
public sealed record UnderstoodInput(
    string Kind, IReadOnlyList<ToolAction> Actions, IReadOnlyCollection<string> Doubts, IReadOnlyCollection<string> Signs);

/// <summary>One thing that would be done: a tool's use, or one command of a script.</summary>
/// <param name="Kind">The tool's kind.</param>
/// <param name="Program">Name of the program, without its folder; empty for a tool that runs none.</param>
/// <param name="Arguments">Its arguments, quotes and escapes resolved, lookalikes folded.</param>
/// <param name="Paths">The files that it could touch, normalised.</param>
public sealed record ToolAction(string Kind, string Program, IReadOnlyList<string> Arguments, IReadOnlyList<PathUse> Paths)
{
    private string? _text;

    /// <summary>Whether the program is found where the system keeps its programs, by a plain name.</summary>
    public bool IsSystemProgram { get; init; } = true;

    /// <summary>Names of the variables that are set for it.</summary>
    public IReadOnlyList<string> Assignments { get; init; } = [];

    /// <summary>The hosts that it names.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>The programs whose output it reads.</summary>
    public IReadOnlyList<string> PipedFrom { get; init; } = [];

    /// <summary>Contents that the tool is given.</summary>
    public string Content { get; init; } = "";

    /// <summary>Whether it is only one way to read the input; it can be a reason to refuse, never to approve.</summary>
    public bool IsOnlyPossible { get; init; }

    /// <summary>Program, arguments and contents in one line.</summary>
    public string Text => _text ??= string.Join(' ', [Program, .. Arguments, Content]);
}

/// <summary>A file that an action could touch.</summary>
/// <param name="Path">Absolute and normalised; wildcards of the shell are <see cref="Paths.Wildcards"/>.</param>
/// <param name="Access">How.</param>
public sealed record PathUse(string Path, PathAccess Access);

/// <summary>How an action touches a file.</summary>
public enum PathAccess
{
    /// <summary>It is an argument of a command, which may do anything with it.</summary>
    Argument,

    /// <summary>It is read.</summary>
    Read,

    /// <summary>It is written.</summary>
    Write,
}
