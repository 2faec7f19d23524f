namespace Lighthouse.Readiness.Attestations;

/// <summary>A key, an envelope, a statement or a bundle cannot be used or does not fit.</summary>
/// <param name="code">Stable code, <c>LH36xx</c>.</param>
/// <param name="message">What is wrong, where, and what is allowed, without the code.</param>
/// <param name="inner">The cause.</param>
public sealed class AttestationException(string code, string message, Exception? inner = null) : Exception($"{code}: {message}", inner)
{
    /// <summary>The key is no ECDSA P-256 key in PEM form.</summary>
    public const string NoKey = "LH3601";

    /// <summary>The envelope is no DSSE envelope, or not exactly one signature stands in it.</summary>
    public const string NoEnvelope = "LH3602";

    /// <summary>The signature is not one of this key over this payload.</summary>
    public const string NotSigned = "LH3603";

    /// <summary>The manifest is no list of the bundle's files.</summary>
    public const string NoManifest = "LH3604";

    /// <summary>A file of the bundle is missing, changed, or not listed.</summary>
    public const string OtherFile = "LH3605";

    /// <summary>The folder holds something that no bundle may hold: a link, a device, too many or too large files.</summary>
    public const string NotABundle = "LH3606";

    /// <summary>A signed statement says something else than the evidence does.</summary>
    public const string OtherStatement = "LH3607";

    /// <summary>Stable code, <c>LH36xx</c>.</summary>
    public string Code { get; } = code;
}
