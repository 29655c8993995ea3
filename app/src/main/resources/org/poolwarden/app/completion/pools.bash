
# Names of pools, from Kafka. What it said is good for half a minute: people press tab often.
function _poolwarden_read_pools() {
  local config=${POOLWARDEN_CONFIG:-} i
  for (( i = 1; i < COMP_CWORD; i++ )); do
    if [ "${COMP_WORDS[i]}" = --config ]; then
      config=${COMP_WORDS[i + 1]}
      [ "$config" = "=" ] && config=${COMP_WORDS[i + 2]}
    fi
  done
  if [ "${_poolwarden_of:-}" != "$config" ] || [ "${_poolwarden_until:-0}" -lt "$SECONDS" ]; then
    _poolwarden_names=$(POOLWARDEN_CONFIG=$config "${COMP_WORDS[0]/#\~/$HOME}" pool-names 2>/dev/null </dev/null)
    _poolwarden_of=$config
    _poolwarden_until=$(( SECONDS + 30 ))
  fi
}

# Whether a pool is expected at the cursor.
function _poolwarden_wants_pool() {
  local path=${COMP_WORDS[1]} first=2 previous=${COMP_WORDS[COMP_CWORD - 1]} given=0 i
  case "$path" in
    @GROUPS@) path="$path ${COMP_WORDS[2]}"; first=3 ;;
  esac
  [ "$COMP_CWORD" -ge "$first" ] || return 1
  case "$path $previous" in
    @OPTIONS@) return 0 ;;
  esac
  case "${COMP_WORDS[COMP_CWORD]}" in
    -*) return 1 ;;
  esac
  case "$previous" in
    @VALUED@) return 1 ;;
  esac
  case "$path" in
    @MANY@) return 0 ;;
    @ONE@) ;;
    *) return 1 ;;
  esac
  for (( i = first; i < COMP_CWORD; i++ )); do
    case "${COMP_WORDS[i]}" in
      @VALUED@) i=$(( i + 1 )) ;;
      -*) ;;
      *) given=1 ;;
    esac
  done
  [ "$given" = 0 ]
}

function _poolwarden_with_pools() {
  _complete_poolwarden
  if _poolwarden_wants_pool; then
    _poolwarden_read_pools
    COMPREPLY+=( $(compgen -W "$_poolwarden_names" -- "${COMP_WORDS[COMP_CWORD]}") )
  fi
}

complete -F _poolwarden_with_pools -o default poolwarden
