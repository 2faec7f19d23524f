namespace Lighthouse.Security.Penetration.Scanner;

/// <summary>A scanner that ran and gave no result that can be used.</summary>
/// <param name="message">What happened.</param>
/// <param name="inner">The cause.</param>
public sealed class ScannerException(string message, Exception? inner = null) : Exception(message, inner);
