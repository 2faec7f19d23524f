namespace Lighthouse.Security.Penetration.Scanner;

/// <summary>What wapiti reached and found.</summary>
/// <param name="Addresses">How many addresses and forms it reached.</param>
/// <param name="WasStopped">Whether its time ended before it had found all of them.</param>
/// <param name="Findings">What it found, lesser things included.</param>
public sealed record WapitiScan(int Addresses, bool WasStopped, IReadOnlyList<Finding> Findings);
