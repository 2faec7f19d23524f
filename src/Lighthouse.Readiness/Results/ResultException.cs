namespace Lighthouse.Readiness.Results;

/// <summary>A result of another tool cannot be taken.</summary>
/// <param name="code">Stable code, LH39xx.</param>
/// <param name="message">What is wrong and what is allowed, without the code.</param>
/// <param name="inner">The cause.</param>
public sealed class ResultException(string code, string message, Exception? inner = null) : Exception($"{code}: {message}", inner)
{
    /// <summary>The file is missing.</summary>
    public const string Missing = "LH3901";

    /// <summary>The file is a link, no file, empty, or too large.</summary>
    public const string NotAFile = "LH3902";

    /// <summary>The file is not of the format that it is said to be.</summary>
    public const string WrongFormat = "LH3903";

    /// <summary>The file holds no such label.</summary>
    public const string UnknownLabel = "LH3904";

    /// <summary>The label has no such figure.</summary>
    public const string UnknownFigure = "LH3905";

    /// <summary>The file is older than results may be.</summary>
    public const string TooOld = "LH3906";

    /// <summary>There is no folder of results.</summary>
    public const string NoFolder = "LH3907";

    /// <summary>Stable code, LH39xx.</summary>
    public string Code { get; } = code;
}
