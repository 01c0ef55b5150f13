namespace ComputeNet.Service.Http;

/// <summary>Crockford's base 32 (as in ULIDs), lower case: sorts like the bytes and has no letters that look alike.</summary>
public static class Base32
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    public static string Of(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var number = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
        Span<char> text = stackalloc char[26];
        for (var i = 25; i >= 0; i--, number >>= 5)
            text[i] = Alphabet[(int)(number & 31)];
        return new string(text);
    }
}
