using Lighthouse.Security.Wire;

namespace Lighthouse.Security.HmacForgery;

/// <summary>A genuine message with a signature, not sent yet.</summary>
public sealed record SignedMessage
{
    /// <summary>What it is, such as "session token"; the same in every run.</summary>
    public required string Name { get; init; }

    /// <summary>The fields that the signature must cover.</summary>
    public required IReadOnlyList<SignedPart> Parts { get; init; }

    /// <summary>The signature as it is sent: lower-hex.</summary>
    public required string Signature { get; init; }

    /// <summary>The very text that is signed, to sign it with other keys and algorithms.</summary>
    public required string SignedText { get; init; }

    /// <summary>Signatures of the same text by others, by a name such as "signed with another agent's secret". Default: none.</summary>
    public IReadOnlyDictionary<string, string> OtherSignatures { get; init; } = new Dictionary<string, string>();

    /// <summary>Builds the request of values (in the order of <see cref="Parts"/>) and a signature, whatever is in them.</summary>
    public required Func<IReadOnlyList<string>, string, RawRequest> Build { get; init; }

    /// <summary>What must not show in a report.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];
}

/// <summary>A field that a signature covers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value as text.</param>
/// <param name="Others">Other values that would be allowed there and mean something else.</param>
public sealed record SignedPart(string Name, string Value, params IReadOnlyList<string> Others);
