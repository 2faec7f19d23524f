namespace Lighthouse.Bridge.Client;

/// <summary>The bridge's word that a batch is on stable storage. Its sequences follow each other without gaps.</summary>
/// <param name="Status">Always <c>stored</c>.</param>
/// <param name="Count">How many events.</param>
/// <param name="FirstSequence">Global sequence of the first.</param>
/// <param name="LastSequence">Global sequence of the last.</param>
public sealed record BatchReceipt(string Status, int Count, long FirstSequence, long LastSequence);
