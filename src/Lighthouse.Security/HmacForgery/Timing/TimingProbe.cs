using Lighthouse.Security.Wire;

namespace Lighthouse.Security.HmacForgery.Timing;

/// <summary>Requests with a wrong signature that must all be refused in the same time.</summary>
/// <param name="Name">What is signed, such as "session token"; the same in every run.</param>
/// <param name="WrongAtFirst">Makes a request whose signature is wrong from its first characters on.</param>
/// <param name="WrongAtLast">Makes a request whose signature is wrong in its last character alone.</param>
public sealed record TimingProbe(string Name, Func<RawRequest> WrongAtFirst, Func<RawRequest> WrongAtLast);
