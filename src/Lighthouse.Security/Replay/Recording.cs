using Lighthouse.Security.Wire;

namespace Lighthouse.Security.Replay;

/// <summary>Traffic as an eavesdropper has it: bytes that are sent again as they are.</summary>
internal sealed record Recording(string Operation, ReplayCase Case, byte[] Request, byte[] Messages)
{
    public static Recording Of(string operation, ReplayCase one, AttackContext context)
    {
        var request = context.Headers.Where(header => one.Request.Headers.All(own => !own.Key.Equals(header.Key, StringComparison.OrdinalIgnoreCase)))
            .Aggregate(one.Request, (made, header) => made.With(header.Key, header.Value));
        byte[] messages = one.SocketMessages.Count == 0 ? [] : [.. one.SocketMessages.SelectMany(SocketFrame.Text), .. SocketFrame.Close];
        return new Recording(operation, one with { Request = request }, request.ToBytes(context.Target), messages);
    }
}
