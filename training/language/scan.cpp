// The recurrence of the network and its gradient, as an extension of PyTorch.
//
// A simple recurrent unit (Lei et al., EMNLP 2018): all matrix products are done before, what is left is elementwise.
//   f = sigmoid(uf + vf*c' + bf)      c = f*c' + (1-f)*z
//   r = sigmoid(ur + vr*c' + br)      h = r*tanh(c) + (1-r)*x
// The first half of the channels runs left to right, the second half right to left.
#include <torch/extension.h>

#include <cmath>
#include <cstring>
#include <vector>

namespace {
inline float fast_exp(float x) {
  x = x < -30.f ? -30.f : (x > 30.f ? 30.f : x);
  const float shifted = x * 1.44269504f + 12582912.f;
  const float n = shifted - 12582912.f;
  const float r = (x - n * 0.693359375f) + n * 2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * r * r + r + 1.f;
  std::int32_t bits = static_cast<std::int32_t>(n);
  bits = (bits + 127) << 23;
  float scale;
  std::memcpy(&scale, &bits, 4);
  return p * scale;
}
inline float sigmoid(float x) { return 1.f / (1.f + fast_exp(-x)); }
inline float tanh_(float x) { return 2.f * sigmoid(2.f * x) - 1.f; }
}  // namespace

// u: [B, T, 3, D] (z, f, r), x: [B, T, D], vb: [4, D] (vf, vr, bf, br), lengths: [B]. Returns h, c, f, r.
std::vector<torch::Tensor> forward(torch::Tensor u, torch::Tensor x, torch::Tensor vb, torch::Tensor lengths) {
  const std::int64_t B = x.size(0), T = x.size(1), D = x.size(2), H = D / 2;
  auto h = torch::zeros_like(x), c = torch::zeros_like(x), f = torch::zeros_like(x), r = torch::zeros_like(x);
  const float* U = u.data_ptr<float>();
  const float* X = x.data_ptr<float>();
  const float* V = vb.data_ptr<float>();
  const std::int64_t* L = lengths.data_ptr<std::int64_t>();
  float *Hp = h.data_ptr<float>(), *C = c.data_ptr<float>(), *F = f.data_ptr<float>(), *R = r.data_ptr<float>();
  std::vector<float> zero(H, 0.f);
  for (std::int64_t b = 0; b < B; ++b)
    for (int dir = 0; dir < 2; ++dir) {
      const float* previous = zero.data();
      for (std::int64_t s = 0; s < L[b]; ++s) {
        const std::int64_t t = dir ? L[b] - 1 - s : s;
        const std::int64_t at = (b * T + t) * D + dir * H;
        const float* u0 = U + (b * T + t) * 3 * D + dir * H;
        const float *vf = V + dir * H, *vr = vf + D, *bf = vr + D, *br = bf + D;
#pragma GCC ivdep
        for (std::int64_t i = 0; i < H; ++i) {
          const float fi = sigmoid(u0[D + i] + vf[i] * previous[i] + bf[i]);
          const float ri = sigmoid(u0[2 * D + i] + vr[i] * previous[i] + br[i]);
          const float ci = fi * previous[i] + (1.f - fi) * u0[i];
          F[at + i] = fi;
          R[at + i] = ri;
          C[at + i] = ci;
          Hp[at + i] = ri * tanh_(ci) + (1.f - ri) * X[at + i];
        }
        previous = C + at;
      }
    }
  return {h, c, f, r};
}

std::vector<torch::Tensor> backward(torch::Tensor dh, torch::Tensor u, torch::Tensor x, torch::Tensor vb,
                                    torch::Tensor lengths, torch::Tensor c, torch::Tensor f, torch::Tensor r) {
  const std::int64_t B = x.size(0), T = x.size(1), D = x.size(2), H = D / 2;
  auto du = torch::zeros_like(u), dx = torch::zeros_like(x), dvb = torch::zeros_like(vb);
  const float *U = u.data_ptr<float>(), *X = x.data_ptr<float>(), *V = vb.data_ptr<float>(), *G = dh.data_ptr<float>(),
              *C = c.data_ptr<float>(), *F = f.data_ptr<float>(), *R = r.data_ptr<float>();
  const std::int64_t* L = lengths.data_ptr<std::int64_t>();
  float *DU = du.data_ptr<float>(), *DX = dx.data_ptr<float>(), *DV = dvb.data_ptr<float>();
  std::vector<float> zero(H, 0.f), carry(H);
  for (std::int64_t b = 0; b < B; ++b)
    for (int dir = 0; dir < 2; ++dir) {
      std::fill(carry.begin(), carry.end(), 0.f);
      for (std::int64_t s = L[b] - 1; s >= 0; --s) {
        const std::int64_t t = dir ? L[b] - 1 - s : s;
        const std::int64_t before = dir ? t + 1 : t - 1;
        const std::int64_t at = (b * T + t) * D + dir * H;
        const float* previous = s == 0 ? zero.data() : C + (b * T + before) * D + dir * H;
        const float* u0 = U + (b * T + t) * 3 * D + dir * H;
        float* d0 = DU + (b * T + t) * 3 * D + dir * H;
        const float *vf = V + dir * H, *vr = vf + D;
        float *dvf = DV + dir * H, *dvr = dvf + D, *dbf = dvr + D, *dbr = dbf + D;
        float* k = carry.data();
#pragma GCC ivdep
        for (std::int64_t i = 0; i < H; ++i) {
          const float g = G[at + i], fi = F[at + i], ri = R[at + i], th = tanh_(C[at + i]), p = previous[i];
          const float dr = g * (th - X[at + i]) * ri * (1.f - ri);
          const float dc = k[i] + g * ri * (1.f - th * th);
          const float df = dc * (p - u0[i]) * fi * (1.f - fi);
          DX[at + i] = g * (1.f - ri);
          d0[i] = dc * (1.f - fi);
          d0[D + i] = df;
          d0[2 * D + i] = dr;
          dvf[i] += df * p;
          dvr[i] += dr * p;
          dbf[i] += df;
          dbr[i] += dr;
          k[i] = dc * fi + df * vf[i] + dr * vr[i];
        }
      }
    }
  return {du, dx, dvb};
}

PYBIND11_MODULE(TORCH_EXTENSION_NAME, m) {
  m.def("forward", &forward);
  m.def("backward", &backward);
}
