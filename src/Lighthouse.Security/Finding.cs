namespace Lighthouse.Security;

/// <summary>An attempt that got through. Texts may hold what the target sent: escape them where they are printed.</summary>
public sealed record Finding
{
    /// <summary>The attack's name.</summary>
    public required string Attack { get; init; }

    /// <summary>The kind of attempts that it belongs to.</summary>
    public required string Group { get; init; }

    /// <summary>What was tried, and on what; the same in every run.</summary>
    public required string Attempt { get; init; }

    /// <summary>Its public names.</summary>
    public required Weakness Weakness { get; init; }

    /// <summary>How bad it is.</summary>
    public required Severity Severity { get; init; }

    /// <summary>The request as it was sent, secrets masked.</summary>
    public required string Request { get; init; }

    /// <summary>The status of the answer.</summary>
    public required int ResponseStatus { get; init; }

    /// <summary>The first 500 characters of the answer's body, known secrets masked.</summary>
    public required string ResponseBody { get; init; }

    /// <summary>A curl command that does it again; masked secrets have to be put in.</summary>
    public required string Reproduce { get; init; }

    /// <summary>What to do about it.</summary>
    public required string Advice { get; init; }
}
