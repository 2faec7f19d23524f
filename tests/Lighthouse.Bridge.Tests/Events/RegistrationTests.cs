using Lighthouse.Bridge.Events;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Lighthouse.Bridge.Tests.Events;

public sealed class RegistrationTests
{
    [Fact]
    public async Task The_registered_store_uses_the_registered_seal()
    {
        using var folder = new TestStore();
        var seal = new CountingSeal();
        var services = new ServiceCollection().AddSingleton<IRecordSeal>(seal).AddFileEventStore(_ => folder.Options, _ => TestStore.Key);
        await using (var provider = services.BuildServiceProvider())
        {
            var store = provider.GetRequiredService<IEventStore>();
            await store.AppendAsync([TestStore.Event(1)], TestContext.Current.CancellationToken);
            Assert.True(seal.Computed > 0);
        }
        await using var again = folder.Open();
        Assert.Equal(1, again.Recovery.Events);
    }

    private sealed class CountingSeal : IRecordSeal
    {
        private readonly HmacRecordSeal _inner = new(TestStore.Key);

        public int Computed { get; private set; }

        public void Compute(ReadOnlySpan<byte> content, Span<byte> seal)
        {
            Computed++;
            _inner.Compute(content, seal);
        }

        public bool Verify(ReadOnlySpan<byte> content, ReadOnlySpan<byte> seal) => _inner.Verify(content, seal);
    }
}
