// How long one article may take: a limit for what no other limit foresees, the same for all rooms that work on it.
#pragma once

#include <chrono>
#include <exception>

namespace entente {

/// Thrown by TimeBudget::check, caught where the budget was set.
class OutOfTime : public std::exception {
 public:
  [[nodiscard]] const char* what() const noexcept override { return "took too long"; }
};

/// While it lives, `check` throws on this thread when `seconds` are over. Loops whose time grows with the article call
/// `check`: once a sentence, a window of the network, a mention.
class TimeBudget {
 public:
  explicit TimeBudget(double seconds) {
    end_ = std::chrono::steady_clock::now() +
           std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  }
  TimeBudget(const TimeBudget&) = delete;
  TimeBudget& operator=(const TimeBudget&) = delete;
  ~TimeBudget() { end_ = Clock::time_point::max(); }

  static void check() {
    if (end_ != Clock::time_point::max() && Clock::now() > end_) throw OutOfTime();
  }

 private:
  using Clock = std::chrono::steady_clock;
  inline static thread_local Clock::time_point end_ = Clock::time_point::max();
};

}  // namespace entente
