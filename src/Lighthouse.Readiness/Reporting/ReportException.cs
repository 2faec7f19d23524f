namespace Lighthouse.Readiness.Reporting;

/// <summary>A report could not be written. No half file is left behind.</summary>
/// <param name="code">Stable code, <c>LH50xx</c>.</param>
/// <param name="path">The file or folder.</param>
/// <param name="message">What is wrong and what to do next, without code and path.</param>
/// <param name="inner">The cause.</param>
public sealed class ReportException(string code, string path, string message, Exception? inner = null)
    : Exception($"{code}: '{path}': {message}", inner)
{
    /// <summary>The disk is full.</summary>
    public const string DiskFull = "LH5001";

    /// <summary>The file or folder cannot be written or removed.</summary>
    public const string NotWritable = "LH5002";

    /// <summary>A name in the runbook gives no usable file name.</summary>
    public const string BadName = "LH5003";

    /// <summary>Stable code, <c>LH50xx</c>.</summary>
    public string Code { get; } = code;

    /// <summary>The file or folder.</summary>
    public string Path { get; } = path;
}
