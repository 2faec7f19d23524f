using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.Defects.Wednesday;

[Defect("blind-seal", "event-store-corruption", "every record's seal is taken for good, whatever its bytes say")]
internal sealed class BlindSeal(IRecordSeal inner) : IRecordSeal, IDefect
{
    public static void Seed(IServiceCollection services) => services.Decorate<IRecordSeal>(inner => new BlindSeal(inner));

    public void Compute(ReadOnlySpan<byte> content, Span<byte> seal) => inner.Compute(content, seal);

    public bool Verify(ReadOnlySpan<byte> content, ReadOnlySpan<byte> seal) => true;
}
