using ComputeNet.Contracts.Sites;

namespace ComputeNet.Service.Sites.Sensing;

/// <summary>A declaration under an offer, by the one law that screens show it by: what the offer sets stands for what was declared, the rest stays.</summary>
public static class OfferedTerms
{
    public static PoolDeclaration Under(this PoolDeclaration declared, PoolOffer? offer, DateTimeOffset now)
    {
        if (offer is null)
            return declared;
        var terms = ReadOffers.TermsOf(declared, offer, now);
        return declared with
        {
            PricePerDeviceHour = terms.PricePerDeviceHour,
            PriceProvenance = terms.PriceProvenance,
            PriceFactorByUtcHour = terms.PriceFactorByUtcHour,
            Maintenance = terms.Closed,
        };
    }
}
