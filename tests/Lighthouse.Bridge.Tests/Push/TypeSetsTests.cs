using System.Globalization;
using System.Text.Json;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Push;

namespace Lighthouse.Bridge.Tests.Push;

/// <summary>Equal sets of subscribed types are one, and an event knows what it is to each of them.</summary>
public sealed class TypeSetsTests
{
    private readonly TypeSets _sets = new();

    [Fact]
    public void Equal_sets_are_one_object_in_whatever_order_they_were_made()
    {
        Assert.Same(_sets.Shared(["a", "b"]), _sets.Shared(["b", "a"]));
        Assert.NotSame(_sets.Shared(["a", "b"]), _sets.Shared(["a"]));
        Assert.Same(TypeSets.None, _sets.Shared([]));
    }

    [Fact]
    public void Ever_new_sets_are_not_kept_for_ever()
    {
        var first = new WeakReference(null);
        Remember(first);
        for (var i = 0; i < 1_000; i++) _sets.Shared([i.ToString(CultureInfo.InvariantCulture)]);
        GC.Collect();
        Assert.False(first.IsAlive);
    }

    [Theory]
    [InlineData("news", true)]
    [InlineData("*", true)]
    [InlineData("weather", false)]
    public void An_event_is_told_from_others_by_its_type_also_when_asked_again_and_between_others(string subscribed, bool isOne)
    {
        var announced = new Announcement(new StoredEvent(
            7, 0, "n", new NewEvent("news", "a", "b", "sender", "component", JsonElement.Parse("{}"), JsonElement.Parse("{}"))));
        var asked = _sets.Shared([subscribed]);
        foreach (var types in new[] { asked, TypeSets.None, _sets.Shared(["news", "other"]), asked, _sets.Shared(["else"]), asked })
            Assert.Equal(types == asked ? isOne : types.Contains("news"), announced.IsOneOf(types));
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private void Remember(WeakReference first) => first.Target = _sets.Shared(["first"]);
}
