namespace Lighthouse.Bridge.Http;

internal sealed record KeptReply(string Status, string Message, long Sequence);
